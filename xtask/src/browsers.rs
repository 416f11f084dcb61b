//! Programs of the workspace that drive real browsers against the built package.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{package, system, tools};

/// `cargo` with these arguments, once the browsers, their drivers and the package are there.
pub fn cargo(arguments: &[&str]) -> Result<Command> {
    system::ensure(system::BROWSERS)?;
    tools::ensure(&[tools::GECKODRIVER])?;
    package::ensure()?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(arguments)
        .env("GECKODRIVER", tools::GECKODRIVER.find()?)
        // Its own display rather than the developer's.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    Ok(cargo)
}

/// Runs such a program where it can be seen; an error with these words if it fails.
pub fn show(mut command: Command, otherwise: &str) -> Result<()> {
    if !command.status().context("could not run cargo")?.success() {
        bail!("{otherwise}");
    }
    Ok(())
}
