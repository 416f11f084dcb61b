//! One version everywhere.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::paths;

/// Checks that everything that names the version names the same, and gives it.
pub fn check() -> Result<&'static str> {
    let version = env!("CARGO_PKG_VERSION");
    for package in ["pkg/package.json", "emulator/npm/package.json"] {
        let manifest: Value = serde_json::from_str(&read(package)?)?;
        let told = manifest["version"].as_str().unwrap_or_default();
        ensure!(told == version, "{package} has version {told}, and Cargo.toml {version}");
    }
    for document in documents()? {
        let text = read(&document)?;
        for told in text.split("alter-connect@").skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            let told = told.split(|c: char| !c.is_ascii_alphanumeric() && !".-+".contains(c)).next();
            ensure!(told == Some(version), "{document} names alter-connect@{}", told.unwrap_or_default());
        }
    }
    check_changelog(&read("CHANGELOG.md")?, version)?;
    Ok(version)
}

/// What a person has to fill in before a release.
pub fn placeholders() -> Result<Vec<String>> {
    let mut open = Vec::new();
    if read("SECURITY.md")?.contains("@example.com") {
        open.push("SECURITY.md has a placeholder for the address of reports".into());
    }
    if read("CHANGELOG.md")?.contains(&format!("## [{}] - unreleased", env!("CARGO_PKG_VERSION"))) {
        open.push("CHANGELOG.md has no date for this version".into());
    }
    Ok(open)
}

/// What people read of it: Markdown, and the pages of examples.
fn documents() -> Result<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "*.md", "examples/*.html", "www/*.mjs"])
        .current_dir(paths::root())
        .output()
        .context("could not run git")?;
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}

fn check_changelog(changelog: &str, version: &str) -> Result<()> {
    let Some((_, rest)) = changelog.split_once(&format!("\n## [{version}]")) else {
        bail!("CHANGELOG.md has no section \"## [{version}]\"");
    };
    let (_, rest) = rest.split_once('\n').unwrap_or_default();
    let entry = rest.split("\n## ").next().unwrap_or_default();
    ensure!(entry.contains("\n- "), "CHANGELOG.md says nothing about {version}");
    Ok(())
}

fn read(path: &str) -> Result<String> {
    let path = paths::root().join(Path::new(path));
    fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{check, check_changelog};

    #[test]
    fn everything_has_one_version() {
        check().unwrap();
    }

    #[test]
    fn a_changelog_without_an_entry_is_noticed() {
        let changelog = "# Changelog\n\n## [0.2.0]\n\n## [0.1.0]\n\n- It works.\n";
        check_changelog(changelog, "0.1.0").unwrap();
        check_changelog(changelog, "0.2.0").unwrap_err();
        check_changelog(changelog, "0.3.0").unwrap_err();
    }
}
