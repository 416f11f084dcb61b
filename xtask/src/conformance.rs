//! The comparison with the original: the same scenarios with both packages.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{package, system, tools};

#[derive(clap::Args)]
pub struct Args {
    /// What the comparison itself takes: `--engine E`, `--only TEXT`, `--write-docs`, `--fuzz N`; see `-- --help`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Prints the table of scenarios and engines; fails where the two differ and no one has declared it.
pub fn run(args: &Args) -> Result<()> {
    system::ensure(system::BROWSERS)?;
    tools::ensure(&[tools::GECKODRIVER])?;
    package::ensure()?;
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--package", "alter-connect-conformance", "--"])
        .args(&args.arguments)
        .env("GECKODRIVER", tools::GECKODRIVER.find()?)
        // Its own display rather than the developer's.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .context("could not run cargo")?;
    if !status.success() {
        bail!("the packages differ in ways that are not declared: see the table above");
    }
    Ok(())
}
