//! What a package is made of, as a CycloneDX document: all of it are Rust crates, compiled into its wasm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::toolchain;

/// The bill of materials of the npm package `name`, whose wasm is the crate `root`.
pub fn of(copy: &Path, root: &str, name: &str) -> Result<Value> {
    let metadata = metadata(copy)?;
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let root = packages.values().find(|package| package["name"] == root).context("the crate is not there")?;

    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    let mut open = vec![text(&root["id"])];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let used: Vec<&str> =
            list(&nodes[id]["deps"]).filter(|it| is_compiled_in(it)).map(|it| text(&it["pkg"])).collect();
        if id == text(&root["id"]) {
            let refs: Vec<String> = used.iter().map(|id| purl(packages[id])).collect();
            dependencies.push(json!({ "ref": npm_purl(name), "dependsOn": refs }));
        } else {
            components.push(component(packages[id]));
            let refs: Vec<String> = used.iter().map(|id| purl(packages[id])).collect();
            dependencies.push(json!({ "ref": purl(packages[id]), "dependsOn": refs }));
        }
        open.extend(used);
    }
    let by_ref = |value: &Value| text(&value["bom-ref"]).to_owned();
    components.sort_by_key(by_ref);
    dependencies.sort_by_key(|value| text(&value["ref"]).to_owned());
    components.push(standard_library()?);
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "library",
            "bom-ref": npm_purl(name),
            "name": name,
            "version": env!("CARGO_PKG_VERSION"),
            "purl": npm_purl(name),
            "licenses": [{ "expression": "MIT" }],
        } },
        "components": components,
        "dependencies": dependencies,
    }))
}

fn metadata(copy: &Path) -> Result<Value> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", toolchain::TARGET])
        .current_dir(copy)
        .output()
        .context("could not run cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
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

/// Not only for tests or for building.
fn is_compiled_in(dependency: &Value) -> bool {
    list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null())
}

fn component(package: &Value) -> Value {
    json!({
        "type": "library",
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "purl": purl(package),
        // Old manifests write a slash for "or".
        "licenses": [{ "expression": text(&package["license"]).replace('/', " OR ") }],
    })
}

fn purl(package: &Value) -> String {
    format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]))
}

fn npm_purl(name: &str) -> String {
    format!("pkg:npm/{name}@{}", env!("CARGO_PKG_VERSION"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
