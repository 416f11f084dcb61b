//! Every file of the product is short enough to read at once. (That an arrow between floors only points down is the compiler's
//! business: each floor is a crate.)

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file, at most.
const LINES: usize = 300;

#[test]
fn every_file_is_short() {
    let mut files = 0;
    for (path, text) in ["src", "core/src", "host/src", "pkg/src"].into_iter().flat_map(sources) {
        let lines = text.lines().count();
        assert!(lines <= LINES, "{} has {lines} lines, more than {LINES}", path.display());
        files += 1;
    }
    assert!(files > 30, "only {files} files were seen");
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
