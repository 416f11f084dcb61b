//! The emulator's npm package: its library half as wasm, then the tarball.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::step::Step;
use crate::{npm, package, paths, toolchain, tools};

const CRATE: &str = "alter-connect-emulator-npm";

/// Exactly what a user gets.
const TARBALL: &[&str] = &[
    "LICENSE",
    "README.md",
    "cli.js",
    "compiled.js",
    "files.js",
    "hosted.d.ts",
    "hosted.js",
    "index.d.ts",
    "index.js",
    "package.json",
    "wasm/hosted.js",
    "wasm/hosted_bg.wasm",
];

/// Builds the package in its folder, and gives the tarball.
pub fn build() -> Result<PathBuf> {
    npm::ensure_node(npm::TO_PACKAGE)?;
    compile()?;
    let root = paths::root();
    for (from, to) in [(root.join("LICENSE"), "LICENSE"), (root.join("emulator/README.md"), "README.md")] {
        fs::copy(&from, folder().join(to)).with_context(|| format!("could not copy {}", from.display()))?;
    }
    check_version()?;
    pack()
}

fn folder() -> PathBuf {
    paths::root().join("emulator/npm")
}

/// Its library half as wasm, with the glue, in the package's folder.
pub fn compile() -> Result<()> {
    tools::ensure(&[tools::WASM_BINDGEN])?;
    let wasm = toolchain::provide()?;
    let mut cargo = Command::new("cargo");
    wasm.apply(&mut cargo, &[]);
    cargo
        .args(["build", "--release", "--package", CRATE, "--target", toolchain::TARGET])
        .env("CARGO_ENCODED_RUSTFLAGS", package::remapped_paths(wasm)?.join("\u{1f}"))
        // A page downloads it, and its speed does not matter: optimise for size.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
    Step::new("compile the emulator for wasm", cargo).require()?;

    let built = paths::target().join(toolchain::TARGET).join("release").join(CRATE.replace('-', "_"));
    let mut bindgen = Command::new(tools::WASM_BINDGEN.find()?);
    bindgen
        .args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", "hosted", "--out-dir"])
        .arg(folder().join("wasm"))
        .arg(built.with_extension("wasm"));
    Step::new("wasm-bindgen for the emulator", bindgen).require()?;
    Ok(())
}

/// One version for the crate and the package.
fn check_version() -> Result<()> {
    let manifest: Value = serde_json::from_slice(&fs::read(folder().join("package.json"))?)?;
    let (crates, npms) = (env!("CARGO_PKG_VERSION"), manifest["version"].as_str().unwrap_or_default());
    if crates != npms {
        bail!("emulator/npm/package.json has version {npms}, and the workspace {crates}");
    }
    Ok(())
}

fn pack() -> Result<PathBuf> {
    let mut pack = npm::npm(&["pack", "--json", "--pack-destination"]);
    pack.arg(paths::target()).current_dir(folder());
    let report = package::packed(pack, TARBALL)?;
    Ok(paths::target().join(report["filename"].as_str().context("npm pack names no file")?))
}
