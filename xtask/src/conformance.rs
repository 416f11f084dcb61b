//! The comparison with the original: the same scenarios with both packages.

use anyhow::Result;

use crate::browsers;

#[derive(clap::Args)]
pub struct Args {
    /// What the comparison itself takes: `--engine E`, `--only TEXT`, `--write-docs`, `--fuzz N`; see `-- --help`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Prints the table of scenarios and engines; fails where the two differ and no one has declared it.
pub fn run(args: &Args) -> Result<()> {
    let mut play = browsers::cargo(&["run", "--quiet", "--package", "alter-connect-conformance", "--"], true)?;
    play.args(&args.arguments);
    browsers::show(play, "the packages differ in ways that are not declared: see the table above")
}
