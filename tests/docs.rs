//! The documents name the tests that prove what they say, and the programs that their Rust is taken from: each has to exist.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The proofs in a document, written ``[`name`](path of a Rust or JavaScript file)``: names and paths.
fn proofs(document: &str) -> Vec<(&str, &str)> {
    let links = document.split("[`").skip(1).filter_map(|rest| rest.split_once("`]("));
    links
        .filter_map(|(name, rest)| Some((name, rest.split_once(')')?.0)))
        .filter(|(_, path)| [".rs", ".js", ".mjs"].iter().any(|kind| path.ends_with(kind)))
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

/// The Rust in a document: what the line before each block says, and the block.
fn rust(document: &str) -> Vec<(&str, Vec<&str>)> {
    let lines: Vec<&str> = document.lines().collect();
    let openings = (1..lines.len()).filter(|&line| lines[line].starts_with("```rust"));
    openings
        .map(|line| (lines[line - 1], lines[line + 1..].iter().copied().take_while(|line| *line != "```").collect()))
        .collect()
}

/// They are lines of an app that the suite `frontends` compiles and plays.
#[test]
fn the_rust_of_the_readmes_is_that_of_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for readme in ["README.md", "src/README.md", "docs/rust.md"] {
        let text = fs::read_to_string(root.join(readme)).unwrap();
        let snippets = rust(&text);
        assert!(!snippets.is_empty(), "{readme} has no Rust");
        for (before, snippet) in snippets {
            let path = before.strip_prefix("<!-- from: ").and_then(|rest| rest.strip_suffix(" -->"));
            let path = path.filter(|path| path.starts_with("examples/")).unwrap_or_else(|| {
                panic!("{readme}: a Rust block has to follow a line like `<!-- from: examples/leptos/src/main.rs -->`")
            });
            let source =
                fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{readme}: {path}: {error}"));
            let source: Vec<&str> = source.lines().map(str::trim).collect();
            let wanted: Vec<&str> = snippet.iter().map(|line| line.trim()).collect();
            let there = source.windows(wanted.len()).any(|lines| lines == wanted);
            assert!(there, "{readme}: these lines do not stand in {path}:\n{}", snippet.join("\n"));
        }
    }
}

/// Who looks for the place where something is decided finds the file.
#[test]
fn the_files_that_the_architecture_names_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/architecture.md")).unwrap();
    let code = page.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = code.filter(|code| code.contains('/') && !code.contains(' ')).collect();
    assert!(paths.len() >= 30, "docs/architecture.md names {} files", paths.len());
    for path in paths {
        assert!(root.join(path).exists(), "docs/architecture.md names {path}, which does not exist");
    }
}

/// Each code of the types has a section in docs/errors.md, which errors link to, and each section has its code there.
#[test]
fn every_code_has_a_section() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let types = fs::read_to_string(root.join("pkg/src/alter-connect.d.ts")).unwrap();
    let (_, union) = types.split_once("export type ErrorCode =").unwrap();
    let (union, _) = union.split_once("(string & {})").unwrap();
    let codes: BTreeSet<&str> = union.split('"').skip(1).step_by(2).collect();
    let errors = fs::read_to_string(root.join("docs/errors.md")).unwrap();
    let sections = errors.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    assert_eq!(codes, sections);
}
