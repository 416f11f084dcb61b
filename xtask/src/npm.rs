//! Node and the npm package's development dependencies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::paths;
use crate::step::{Step, alone};
use crate::system;

/// What the build needs, and Debian 12 has.
const TO_BUILD: u32 = 18;
/// What the bundlers and frameworks of the packaging tests need.
pub const TO_PACKAGE: u32 = 20;

/// The npm package.
pub fn package() -> PathBuf {
    paths::root().join("pkg")
}

/// Installs the package's development dependencies.
pub fn install() -> Result<()> {
    install_in(&package())
}

/// Installs a folder's dependencies, if its lock file is newer than they.
pub fn install_in(folder: &Path) -> Result<()> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    ensure_node(TO_BUILD)?;
    let modules = folder.join("node_modules");
    // npm writes this file last.
    let installed = changed(&modules.join(".package-lock.json"));
    let lock = folder.join("package-lock.json");
    let wanted = changed(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    if installed.is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    let mut ci = npm(&["ci", "--no-audit", "--no-fund"]);
    ci.current_dir(folder);
    let name = folder.strip_prefix(paths::root()).unwrap_or(folder);
    Step::new(format!("npm ci in {}", name.display()), ci).require()?;
    Ok(())
}

/// An npm command in the package's directory.
pub fn npm(args: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(package()).env("npm_config_update_notifier", "false").args(args);
    npm
}

/// Packs a package into a folder, and gives the tarball.
pub fn pack(package: &Path, to: &Path) -> Result<PathBuf> {
    let mut pack = npm(&["pack", "--json", "--silent", "--pack-destination"]);
    let output = pack.arg(to).current_dir(package).output().context("could not run npm")?;
    ensure!(output.status.success(), "npm pack failed: {}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).context("npm pack printed no JSON")?;
    let packed = report[0]["files"].as_array().context("npm pack names no files")?;
    // npm leaves out what is not there.
    for file in files(package)? {
        ensure!(packed.iter().any(|packed| packed["path"] == *file), "{file} is missing in {}", package.display());
    }
    Ok(to.join(report[0]["filename"].as_str().context("npm pack names no file")?))
}

/// What a user gets: package.json names each file, and npm adds these.
pub fn files(package: &Path) -> Result<Vec<String>> {
    let manifest: Value = serde_json::from_slice(&fs::read(package.join("package.json"))?)?;
    let mut files: Vec<String> = serde_json::from_value(manifest["files"].clone())?;
    files.extend(["LICENSE", "README.md", "package.json"].map(str::to_owned));
    Ok(files)
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

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::{files, package};
    use crate::paths;

    /// The files that a field of package.json names, however deep; `./dist/*` stands for them all.
    fn named(value: &Value) -> Vec<String> {
        match value {
            Value::String(file) => vec![file.trim_start_matches("./").to_owned()],
            Value::Object(fields) => fields.values().flat_map(named).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_a_manifest_offers_is_packed_and_each_file_is_named() {
        for package in [package(), paths::root().join("emulator/npm")] {
            let manifest: Value = serde_json::from_slice(&fs::read(package.join("package.json")).unwrap()).unwrap();
            let packed = files(&package).unwrap();
            assert!(
                !packed.iter().any(|file| file.contains('*') || !file.contains('.') && file != "LICENSE"),
                "{packed:?}"
            );
            for field in ["bin", "exports", "main", "module", "types", "unpkg"] {
                for file in named(&manifest[field]).into_iter().filter(|file| !file.contains('*')) {
                    assert!(packed.contains(&file), "{}: {file} is not among its files", package.display());
                }
            }
        }
    }
}
