//! Each layer of `src/` uses only those below it, and every file is short enough to read at once.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom to the top.
const LAYERS: [&str; 4] = ["core", "browser", "connect", "rust"];
/// Lines of a file, at most.
const LINES: usize = 300;

#[test]
fn dependencies_point_down() {
    let mut uses = 0;
    for (path, text) in sources("src") {
        let Some(own) = LAYERS.iter().position(|layer| path.starts_with(Path::new("src").join(layer))) else {
            continue;
        };
        let code = code(&text);
        assert!(!code.contains("super::super"), "{}: this test can't follow `super::super`", path.display());
        for used in code.split("crate::").skip(1) {
            let layer = LAYERS.iter().position(|layer| used.starts_with(&format!("{layer}::")));
            let layer = layer.unwrap_or_else(|| panic!("{}: crate::{:.30} is in no layer", path.display(), used));
            assert!(layer <= own, "{}, in the layer {}, uses {}", path.display(), LAYERS[own], LAYERS[layer]);
            uses += 1;
        }
    }
    assert!(uses > 100, "only {uses} uses were seen");
}

#[test]
fn every_file_is_short() {
    for (path, text) in sources("src").into_iter().chain(sources("pkg/src")) {
        let lines = text.lines().count();
        assert!(lines <= LINES, "{} has {lines} lines, more than {LINES}", path.display());
    }
}

/// Without comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// Every file below a directory, by its path from the root.
fn sources(directory: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut open = vec![root.join(directory)];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                sources.push((path.strip_prefix(root).unwrap().to_owned(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    sources
}
