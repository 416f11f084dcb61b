//! The documents name the tests that prove what they say: each of them has to exist.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

/// The proofs in a document, written ``[`name`](path of a Rust file)``: names and paths.
fn proofs(document: &str) -> Vec<(&str, &str)> {
    let links = document.split("[`").skip(1).filter_map(|rest| rest.split_once("`]("));
    links
        .filter_map(|(name, rest)| Some((name, rest.split_once(')')?.0)))
        .filter(|(_, path)| path.ends_with(".rs"))
        .collect()
}

#[test]
fn the_tests_that_documents_name_exist() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (document, at_least) in [("reliability.md", 60), ("security.md", 20)] {
        let text = fs::read_to_string(docs.join(document)).unwrap();
        let proofs = proofs(&text);
        assert!(proofs.len() >= at_least, "{document} names {} tests", proofs.len());
        for (name, path) in proofs {
            let source =
                fs::read_to_string(docs.join(path)).unwrap_or_else(|error| panic!("{document}: {path}: {error}"));
            // A function, or the name of a scenario.
            let there = source.contains(&format!("fn {name}(")) || source.contains(&format!("\"{name}\""));
            assert!(there, "{document} names {name}, and {path} has no such test");
        }
    }
}
