//! What a package is made of, as a CycloneDX document: all of it are Rust crates, compiled into its wasm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::toolchain;

/// The bill of materials of the npm package `name`, whose wasm is the crate `root`.
pub fn of(copy: &Path, root: &str, name: &str) -> Result<Value> {
    let purl = format!("pkg:npm/{name}@{}", env!("CARGO_PKG_VERSION"));
    let mut components = BTreeMap::new();
    let mut uses = BTreeMap::<String, BTreeSet<String>>::new();
    // From the package down to the crate before.
    let mut above: Vec<String> = Vec::new();
    for line in tree(copy, root)?.lines() {
        let (depth, it) = line.split_at(line.find(|c: char| !c.is_ascii_digit()).context("a line without depth")?);
        let depth: usize = depth.parse()?;
        above.truncate(depth);
        let reference = if depth == 0 { purl.clone() } else { add(it, &mut components)? };
        if let Some(user) = above.last() {
            uses.entry(user.clone()).or_default().insert(reference.clone());
        }
        uses.entry(reference.clone()).or_default();
        above.push(reference);
    }
    let rust = standard_library()?;
    let dependencies: Vec<Value> = uses.iter().map(|(it, uses)| json!({ "ref": it, "dependsOn": uses })).collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": env!("CARGO_PKG_VERSION"),
            "purl": purl,
            "licenses": [{ "expression": "MIT" }],
        } },
        "components": components.into_values().chain([rust]).collect::<Vec<_>>(),
        "dependencies": dependencies,
    }))
}

/// What is compiled into a crate for wasm, with the features that this crate asks for.
fn tree(copy: &Path, root: &str) -> Result<String> {
    let output = Command::new("cargo")
        .args(["tree", "--locked", "--package", root, "--target", toolchain::TARGET, "--edges", "normal,no-proc-macro"])
        .args(["--no-dedupe", "--prefix", "depth", "--format", "{p}\t{l}"])
        .current_dir(copy)
        .output()
        .context("could not run cargo tree")?;
    ensure!(output.status.success(), "cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// A line such as `axum v0.8.9\tMIT`. Gives what the component is referred to by.
fn add(line: &str, components: &mut BTreeMap<String, Value>) -> Result<String> {
    let (package, license) = line.split_once('\t').context("a line without licence")?;
    let (name, rest) = package.split_once(" v").context("a line without version")?;
    let version = rest.split_whitespace().next().unwrap_or_default();
    let purl = format!("pkg:cargo/{name}@{version}");
    let component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        // Old manifests write a slash for "or".
        "licenses": [{ "expression": license.replace(" / ", "/").replace('/', " OR ") }],
    });
    components.insert(purl.clone(), component);
    Ok(purl)
}

/// Parts of Rust's own library are compiled in as well.
fn standard_library() -> Result<Value> {
    let output = Command::new("rustc").arg("--version").output().context("could not run rustc")?;
    let printed = String::from_utf8(output.stdout)?;
    let version = printed.split_whitespace().nth(1).context("rustc says no version")?;
    Ok(json!({
        "type": "library",
        "bom-ref": format!("pkg:generic/rust@{version}"),
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
