//! How soon a closed popup is noticed.

use anyhow::Result;

use crate::browsers;

#[derive(clap::Args)]
pub struct Args {
    /// What the measurement itself takes; `-- --help` tells
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Prints the time from a popup's close to `onExit`: `--engine E`, `--times N`, or `--coop SECONDS`.
pub fn run(args: &Args) -> Result<()> {
    let program = ["run", "--quiet", "--package", "alter-connect-measure", "--bin", "exits", "--"];
    let mut measure = browsers::cargo(&program, true)?;
    measure.args(&args.arguments);
    browsers::show(measure, "exits: not as it should be; see above")
}
