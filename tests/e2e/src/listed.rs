//! The scenarios in JavaScript: Node lists them, browsers play them.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;

use crate::repository;

/// The themes in `tests/{folder}/scenarios`, as `tests/list.js` prints them.
pub fn themes<T: DeserializeOwned>(folder: &str) -> Result<Vec<T>> {
    let mut node = Command::new("node");
    node.arg(repository().join("tests/list.js")).arg(folder);
    let listed = node.output().context("cannot start node")?;
    ensure!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    serde_json::from_slice(&listed.stdout).with_context(|| format!("tests/{folder}/scenarios"))
}
