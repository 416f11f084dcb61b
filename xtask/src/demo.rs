//! The playground beside the emulator.

use std::process::Command;

use anyhow::{Result, bail};

use crate::package;
use crate::paths;
use crate::process::Group;

#[derive(clap::Args)]
pub struct Args {
    /// Port of the emulator and its pages; 0 picks a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

/// Builds what is served and serves it until it is interrupted.
pub fn run(args: &Args) -> Result<()> {
    package::ensure()?;
    let mut emulator = Command::new("cargo");
    emulator
        .current_dir(paths::root())
        .args(["run", "--package", "alter-connect-emulator", "--"])
        .args([
            "--app-dir",
            "www",
            "--dist-dir",
            "pkg/dist",
            "--port",
            &args.port.to_string(),
        ]);
    let mut group = Group::spawn(&mut emulator)?;
    let status = group.wait()?;
    if !status.success() {
        bail!("the emulator ended with {status}");
    }
    Ok(())
}
