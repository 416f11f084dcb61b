//! Measurements of the built package in real browsers.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{package, system, tools};

#[derive(clap::Args)]
pub struct Args {
    /// What the measurement itself takes; `-- --help` tells
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Prints what thousands of flows leave behind: `--engine E`, `--cycles N`, `--popups N`, `--leak`.
pub fn soak(args: &Args) -> Result<()> {
    run("soak", args)
}

/// Prints the time from a popup's close to `onExit`: `--engine E`, `--times N`, or `--coop SECONDS`.
pub fn exits(args: &Args) -> Result<()> {
    run("exits", args)
}

fn run(measurement: &str, args: &Args) -> Result<()> {
    system::ensure(system::BROWSERS)?;
    tools::ensure(&[tools::GECKODRIVER])?;
    package::ensure()?;
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--package", "alter-connect-measure", "--bin", measurement, "--"])
        .args(&args.arguments)
        .env("GECKODRIVER", tools::GECKODRIVER.find()?)
        // Its own display rather than the developer's.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .context("could not run cargo")?;
    if !status.success() {
        bail!("{measurement}: not as it should be; see above");
    }
    Ok(())
}
