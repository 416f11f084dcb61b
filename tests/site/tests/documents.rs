//! README.md and docs/: figures that the build has to bear out, and code that has to compile.

use std::fs;
use std::process::Command;

use alter_connect_e2e::readme::snippet;
use alter_connect_e2e::repository;
use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Bytes of an ESM file with brotli, as the build has measured them.
fn measured(whose: &str, name: &str) -> f64 {
    let sizes: Value = serde_json::from_str(&read("pkg/dist/sizes.json")).unwrap();
    let files = sizes[whose].as_array().unwrap();
    let esm = files.iter().find(|file| file["name"] == name).unwrap();
    esm["brotli"].as_f64().unwrap()
}

/// The README is the only document that says it in words; tables and the site are made from measurements.
#[test]
fn the_readme_says_how_large_it_is() {
    let kilobytes = |bytes: f64| format!("**{:.1} KB**", bytes / 1000.0);
    let name = "alter-connect.esm.js";
    let (ours, original) = (measured("files", name), measured("reference", name));
    let larger = measured("files", "alter-connect-js.esm.js") - ours;
    let readme = read("README.md");
    let told: Vec<&str> = readme.split("**").filter(|part| part.ends_with(" KB")).collect();
    let told: Vec<String> = told.iter().map(|size| format!("**{size}**")).collect();
    assert_eq!(told, [ours, original, larger].map(kilobytes), "README.md says other sizes than the build has");
}

#[test]
fn the_readme_can_be_read_at_a_sitting() {
    assert!(read("README.md").lines().count() < 200);
}

#[test]
fn the_typescript_of_the_docs_compiles() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.ts"), snippet("docs/javascript.md", "typescript").unwrap()).unwrap();
    let types = repository().join("pkg/src/alter-connect.d.ts").canonicalize().unwrap();
    let config = serde_json::json!({
        "compilerOptions": {
            "strict": true, "noEmit": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
            "lib": ["es2022", "dom"], "types": [], "paths": { "alter-connect": [types] },
        },
        "files": ["app.ts"],
    });
    fs::write(folder.path().join("tsconfig.json"), config.to_string()).unwrap();
    let tsc = repository().join("pkg/node_modules/.bin/tsc");
    let output = Command::new(tsc).arg("--project").arg(folder.path()).output().expect("npm ci was run in pkg");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What a document marks as tested, a test reads.
#[test]
fn every_marked_snippet_is_tested() {
    let tests = [read("tests/e2e/tests/readme.rs"), read("tests/site/tests/documents.rs")].concat();
    let mut documents = vec!["README.md".to_owned()];
    for entry in fs::read_dir(repository().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") {
            documents.push(format!("docs/{name}"));
        }
    }
    for document in documents {
        let text = read(&document);
        for mark in text.split("<!-- test: ").skip(1).filter_map(|rest| Some(rest.split_once(" -->")?.0)) {
            assert!(tests.contains(&format!("\"{mark}\"")), "{document} marks {mark} as tested, and no test reads it");
        }
    }
}
