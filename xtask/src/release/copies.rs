//! The last commit, built in two folders of different names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::sizes::Table;
use crate::step::Step;
use crate::{copy, npm, paths};

/// Clones and builds.
pub fn build(out: &Path) -> Result<[PathBuf; 2]> {
    let _ = fs::remove_dir_all(out);
    fs::create_dir_all(out)?;
    let copies = [out.join("a"), out.join("another folder")];
    // The second from the first: both are of one commit, whatever is committed meanwhile.
    let sources = [paths::root(), &copies[0]];
    for (folder, source) in copies.iter().zip(sources) {
        copy::clone(source, folder)?;
        for command in ["build", "emulator"] {
            Step::new(format!("{command} in {}", folder.display()), copy::xtask(folder, command)?)
                .limit(Duration::from_secs(60 * 60))
                .require()?;
        }
        let mut pack = npm::npm(&["pack", "--pack-destination"]);
        pack.arg(target(folder)).current_dir(folder.join("pkg"));
        Step::new(format!("npm pack in {}", folder.display()), pack).require()?;
        let mut cargo = Command::new("cargo");
        cargo.args(["package", "--package", "alter-connect", "--no-verify"]).current_dir(folder);
        cargo.env("CARGO_TARGET_DIR", target(folder));
        Step::new(format!("cargo package in {}", folder.display()), cargo).require()?;
    }
    Ok(copies)
}

/// A copy's build directory.
pub fn target(copy: &Path) -> PathBuf {
    copy.join("target")
}

/// Fails where a file differs; gives the names of all.
pub fn compare(copy: &Path, other: &Path) -> Result<Vec<String>> {
    let (ours, theirs) = (made(copy)?, made(other)?);
    let names: Vec<String> = ours.keys().cloned().collect();
    ensure!(names.iter().eq(theirs.keys()), "the two folders made different files: {names:?} and {:?}", theirs.keys());
    let differing: Vec<&String> = names.iter().filter(|name| ours[*name] != theirs[*name]).collect();
    if !differing.is_empty() {
        bail!("these files differ between two folders: {differing:?}");
    }
    Ok(names)
}

/// Puts what would be published into a folder, and gives the files.
pub fn collect(copy: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for from in packed(copy)? {
        let to = folder.join(from.file_name().context("no name")?);
        fs::copy(&from, &to)?;
        files.push(to);
    }
    Ok(files)
}

/// What a page needs to load the scripts of this version and no other.
pub fn integrity(copy: &Path) -> Result<String> {
    let table = Table::measure(&copy.join("pkg/dist"), &npm::package().join("node_modules/@alter-ai/connect/dist"))?;
    let line = |(name, size): (&String, &crate::sizes::Size)| format!("  {name}  {}\n", size.sri);
    Ok(table.ours.iter().map(line).collect())
}

/// The files of a build by their names, with their content.
fn made(copy: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for folder in [copy.join("pkg/dist"), copy.join("emulator/npm/wasm")] {
        for entry in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
            let path = entry?.path();
            files.insert(path.strip_prefix(copy)?.display().to_string(), fs::read(&path)?);
        }
    }
    for path in packed(copy)? {
        files.insert(path.strip_prefix(copy)?.display().to_string(), fs::read(&path)?);
    }
    Ok(files)
}

fn packed(copy: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in [target(copy), target(copy).join("package")] {
        for entry in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "tgz" || extension == "crate") {
                files.push(path);
            }
        }
    }
    files.sort();
    ensure!(files.len() == 3, "two npm packages and a crate were expected: {files:?}");
    Ok(files)
}
