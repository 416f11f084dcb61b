//! The modules have an order: each uses only those below it. And each is one idea, short enough to read at once.

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom to the top.
const ORDER: [&str; 41] = [
    "refusal",
    "trouble",
    "clock",
    "journal",
    "random",
    "origin",
    "catalog",
    "script",
    "setup",
    "code",
    "nonce",
    "signature",
    "grant",
    "wire",
    "managed",
    // A session's rules.
    "session::flow",
    "session::options",
    "session::secret",
    "session::record",
    "session::confirm",
    "session::glance",
    "session::delivery",
    "session::view",
    "session::request",
    "session::store",
    "session::browser",
    // Requests and answers.
    "http::page",
    "http::state",
    "http::log",
    "http::body",
    "http::cookie",
    "http::api",
    "http::connect",
    "http::provider",
    "http::app",
    "http::control",
    "hosted",
    // Sockets.
    "server::files",
    "server::listen",
    "server::emulator",
    "server::builder",
];

/// They only say which modules there are, and which of their items are public.
const INDEXES: [&str; 5] = ["lib", "main", "session", "http", "server"];

const LINES: usize = 250;

#[test]
fn every_arrow_points_down() {
    let mut found = Vec::new();
    for (module, text) in modules() {
        if INDEXES.contains(&module.as_str()) {
            continue;
        }
        let place = place(&module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        let text = shipped(&text);
        for used in paths(&text) {
            let below = ORDER.iter().position(|known| is_in(&used, known));
            assert!(below.is_some_and(|below| below < place), "{module} uses {used}, which is not below it");
        }
        assert!(!text.contains("super::"), "{module} has a `super::`, which this test can't follow");
        found.push(module);
    }
    assert_eq!(found.len(), ORDER.len(), "the order names a module that is gone: {found:?}");
}

#[test]
fn every_file_is_short() {
    for (module, text) in modules() {
        let lines = text.lines().count();
        assert!(lines <= LINES, "{module} has {lines} lines, more than {LINES}");
    }
}

/// Without comments and unit tests.
fn shipped(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

/// Whether this path leads into the module.
fn is_in(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What follows `crate::`, wherever it stands; a group such as `crate::http::{api, page}` taken apart.
fn paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, prefix) in text.match_indices("crate::") {
        let rest = &text[at + prefix.len()..];
        let is_path = |letter: char| letter.is_alphanumeric() || "_:".contains(letter);
        let end = rest.find(|letter| !is_path(letter)).unwrap_or(rest.len());
        let path = &rest[..end];
        match rest[end..].strip_prefix('{').and_then(|group| group.split_once('}')) {
            Some((group, _)) => {
                let items = group.split(',').map(str::trim).filter(|item| !item.is_empty());
                paths.extend(items.map(|item| format!("{path}{item}")));
            }
            None => paths.push(path.into()),
        }
    }
    paths
}

/// Every source file with its module's path.
fn modules() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.with_extension("");
                let name = name.strip_prefix(&root).unwrap().to_str().unwrap().replace(['/', '\\'], "::");
                modules.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    modules
}
