//! The site: static files, with the emulator in a service worker or as a process beside them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::step::Step;
use crate::{emulator, npm, package, paths, tools};

/// Who plays Alter's hosted side for the playground.
#[derive(Clone, Copy)]
pub enum Hosted {
    /// A service worker: the files are all there is.
    Worker,
    /// The emulator's program, which serves the files.
    Process,
}

/// Builds it and gives its folder.
pub fn build(hosted: Hosted) -> Result<PathBuf> {
    package::ensure()?;
    let (name, folder) = match hosted {
        Hosted::Worker => ("worker", "site"),
        Hosted::Process => ("process", "demo"),
    };
    if let Hosted::Worker = hosted {
        emulator::compile()?;
    }
    let www = paths::root().join("www");
    npm::install_in(&www)?;
    let out = paths::target().join(folder);
    fs::create_dir_all(paths::target())?;
    let mut node = Command::new("node");
    node.current_dir(&www).arg("build.mjs").arg(&out).arg(name).arg(tools::MDBOOK.provide()?);
    Step::new("put the site together", node).require()?;
    Ok(out)
}
