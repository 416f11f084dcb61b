//! What a package is made of, as a CycloneDX document: all of it are Rust crates, compiled into its wasm.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::toolchain;

/// The bill of materials of the npm package `name`, whose wasm is the crate `root`.
pub fn of(copy: &Path, root: &str, name: &str) -> Result<Value> {
    let purl = format!("pkg:npm/{name}@{}", env!("CARGO_PKG_VERSION"));
    // The first is the crate itself.
    let crates = tree(copy, root)?.lines().skip(1).map(component).collect::<Result<BTreeMap<_, _>>>()?;
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "library",
            "name": name,
            "version": env!("CARGO_PKG_VERSION"),
            "purl": purl,
            "licenses": [{ "expression": "MIT" }],
        } },
        "components": crates.into_values().chain([standard_library()?]).collect::<Vec<_>>(),
    }))
}

/// What is compiled into a crate for wasm, with the features that this crate asks for.
fn tree(copy: &Path, root: &str) -> Result<String> {
    let output = Command::new("cargo")
        .args(["tree", "--locked", "--package", root, "--target", toolchain::TARGET, "--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}\t{l}"])
        .current_dir(copy)
        .output()
        .context("could not run cargo tree")?;
    ensure!(output.status.success(), "cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// A line such as `axum v0.8.9\tMIT`; it may end in ` (*)`, where it stands for one before.
fn component(line: &str) -> Result<(String, Value)> {
    let (package, license) = line.trim_end_matches(" (*)").split_once('\t').context("a line without licence")?;
    let (name, rest) = package.split_once(" v").context("a line without version")?;
    let version = rest.split_whitespace().next().unwrap_or_default();
    let purl = format!("pkg:cargo/{name}@{version}");
    let component = json!({
        "type": "library",
        "name": name,
        "version": version,
        "purl": purl,
        // Old manifests write a slash for "or".
        "licenses": [{ "expression": license.replace(" / ", "/").replace('/', " OR ") }],
    });
    Ok((purl, component))
}

/// Parts of Rust's own library are compiled in as well.
fn standard_library() -> Result<Value> {
    let output = Command::new("rustc").arg("--version").output().context("could not run rustc")?;
    let printed = String::from_utf8(output.stdout)?;
    let version = printed.split_whitespace().nth(1).context("rustc says no version")?;
    Ok(json!({
        "type": "library",
        "name": "rust",
        "version": version,
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }))
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::paths;

    #[test]
    fn only_what_is_compiled_in_is_listed() {
        let sbom = of(paths::root(), "alter-connect-npm", "alter-connect").unwrap();
        let names: Vec<&str> =
            sbom["components"].as_array().unwrap().iter().filter_map(|it| it["name"].as_str()).collect();
        assert!(names.contains(&"wasm-bindgen") && names.contains(&"rust"), "{names:?}");
        // For Rust frontends alone, for proc macros, for tests.
        assert!(!names.iter().any(|name| ["serde", "syn", "proptest"].contains(name)), "{names:?}");
    }
}
