//! A crate as wasm, with wasm-bindgen's glue: what `wasm-pack build --no-pack --no-opt` would make.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::step::Step;
use crate::{toolchain, tools};

/// A cargo command that builds for wasm.
pub fn cargo(arguments: &[&str]) -> Result<Command> {
    let mut cargo = Command::new("cargo");
    toolchain::provide()?.apply(&mut cargo, &[]);
    // The subcommand, the target, then the rest, of which the last option may still want its value.
    cargo.arg(arguments[0]).args(["--target", toolchain::TARGET]).args(&arguments[1..]);
    Ok(cargo)
}

/// Runs it, and writes the glue for what it has built in the target directory.
pub fn build(name: &str, cargo: Command, built: PathBuf, glue: &[&str], folder: &Path) -> Result<()> {
    Step::new(format!("compile {name} for wasm"), cargo).require()?;
    let mut bindgen = Command::new(tools::WASM_BINDGEN.provide()?);
    bindgen.args(glue).arg("--no-typescript").arg("--out-dir").arg(folder).arg(built);
    Step::new(format!("wasm-bindgen for {name}"), bindgen).require().map(drop)
}

/// Where Cargo leaves what was built so: a library's name has underscores.
pub fn built(target: &Path, profile: &str, name: &str) -> PathBuf {
    target.join(toolchain::TARGET).join(profile).join(name).with_extension("wasm")
}
