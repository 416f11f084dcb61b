//! Node and the npm package's development dependencies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::step::Step;
use crate::system;

/// What the build needs, and Debian 12 has.
const TO_BUILD: u32 = 18;
/// What the bundlers and frameworks of the packaging tests need.
pub const TO_PACKAGE: u32 = 20;

/// The npm package.
pub fn package() -> PathBuf {
    paths::root().join("pkg")
}

/// Installs the development dependencies, if the lock file is newer than they.
pub fn install() -> Result<()> {
    ensure_node(TO_BUILD)?;
    let modules = package().join("node_modules");
    // npm writes this file last.
    let installed = changed(&modules.join(".package-lock.json"));
    let wanted = changed(&package().join("package-lock.json")).context("pkg/package-lock.json is missing")?;
    if installed.is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    Step::new("npm ci", npm(&["ci", "--no-audit", "--no-fund"])).require()?;
    Ok(())
}

/// An npm command in the package's directory.
pub fn npm(args: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(package()).env("npm_config_update_notifier", "false").args(args);
    npm
}

/// Checks that Node is there, and not older than this.
pub fn ensure_node(oldest: u32) -> Result<()> {
    system::ensure(system::NODE)?;
    let output = Command::new("node").arg("--version").stderr(Stdio::null()).output().context("could not run node")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok());
    if major.is_none_or(|major: u32| major < oldest) {
        bail!("Node {oldest} or newer is needed, and `node --version` says \"{version}\"");
    }
    Ok(())
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}
