//! The last commit, built in two folders of different names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

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

/// Fails where a file that was made differs.
pub fn compare(copy: &Path, other: &Path) -> Result<()> {
    let mut made: Vec<PathBuf> = ["pkg/dist", "emulator/npm/wasm"].map(PathBuf::from).into();
    for file in packed(copy)? {
        made.push(file.strip_prefix(copy)?.to_owned());
    }
    for path in made {
        let mut diff = Command::new("diff");
        diff.arg("--recursive").arg(copy.join(&path)).arg(other.join(&path));
        Step::new(format!("compare {}", path.display()), diff).require()?;
    }
    Ok(())
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
    let sizes: Value = serde_json::from_slice(&fs::read(copy.join("pkg/dist/sizes.json"))?)?;
    let files = sizes["files"].as_array().into_iter().flatten();
    Ok(files.filter_map(|file| Some(format!("  {}  {}\n", file["name"].as_str()?, file["sri"].as_str()?))).collect())
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
