//! Measurements of the built package in real browsers.

use anyhow::Result;

use crate::browsers;

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
    let program = ["run", "--quiet", "--package", "alter-connect-measure", "--bin", measurement, "--"];
    let mut measure = browsers::cargo(&program)?;
    measure.args(&args.arguments);
    browsers::show(measure, &format!("{measurement}: not as it should be; see above"))
}
