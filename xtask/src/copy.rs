//! Copies: of a folder, and of the last commit in another folder.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

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

/// Copies a folder and all that is in it.
pub fn folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("no {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
