//! Every file of the product is short enough to read at once. (That an arrow between floors only points down is the compiler's
//! business: each floor is a crate.)

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Lines of a file, at most.
const LINES: usize = 300;

#[test]
fn every_file_is_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut find = Command::new("find");
    find.args(["src", "core/src", "host/src", "pkg/src", "-type", "f"]).current_dir(root);
    let found = String::from_utf8(find.output().unwrap().stdout).unwrap();
    assert!(found.lines().count() > 30, "only these files were seen:\n{found}");
    for path in found.lines() {
        let lines = fs::read_to_string(root.join(path)).unwrap().lines().count();
        assert!(lines <= LINES, "{path} has {lines} lines, more than {LINES}");
    }
}
