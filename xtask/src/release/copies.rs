//! The last commit, packed in two folders of different names.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::paths;
use crate::step::Step;

/// Clones and packs; fails where a file differs. Gives one of the copies.
pub fn build(out: &Path) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(out);
    fs::create_dir_all(out)?;
    let copies = [out.join("a"), out.join("another folder")];
    // The second from the first: both are of one commit, whatever is committed meanwhile.
    for (folder, source) in copies.iter().zip([paths::root(), &copies[0]]) {
        let mut clone = Command::new("git");
        clone.args(["clone", "--quiet"]).arg(source).arg(folder);
        Step::new(format!("clone into {}", folder.display()), clone).require()?;
        let mut pack = Command::new(env::current_exe().context("where is this program?")?);
        // The variables say where the root is, and where to build; see `paths`.
        pack.arg("pack").current_dir(folder).env("CARGO_MANIFEST_DIR", folder.join("xtask"));
        pack.env("CARGO_TARGET_DIR", target(folder));
        Step::new(format!("pack in {}", folder.display()), pack).limit(Duration::from_secs(60 * 60)).require()?;
    }
    let mut diff = Command::new("diff");
    diff.arg("--recursive").args(copies.each_ref().map(|copy| packed(copy)));
    Step::new("compare the two", diff).require()?;
    let [copy, _] = copies;
    Ok(copy)
}

/// A copy's build directory.
fn target(copy: &Path) -> PathBuf {
    copy.join("target")
}

/// What is made of a copy.
pub fn packed(copy: &Path) -> PathBuf {
    target(copy).join("pack")
}
