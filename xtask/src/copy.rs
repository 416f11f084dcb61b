//! A copy of the last commit in another folder.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::step::Step;

/// Clones the repository that lies in `source`.
pub fn clone(source: &Path, copy: &Path) -> Result<()> {
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet"]).arg(source).arg(copy);
    Step::new(format!("clone into {}", copy.display()), clone).require().map(drop)
}

/// This program, for a copy.
pub fn xtask(copy: &Path, command: &str) -> Result<Command> {
    let mut xtask = Command::new(env::current_exe().context("where is this program?")?);
    // The variable says where the root is, see `paths`.
    xtask.arg(command).current_dir(copy).env("CARGO_MANIFEST_DIR", copy.join("xtask"));
    xtask.env("CARGO_TARGET_DIR", copy.join("target"));
    Ok(xtask)
}
