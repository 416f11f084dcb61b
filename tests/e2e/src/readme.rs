//! The snippets of README.md, so that what a user copies is what was tested.

use anyhow::{Context, Result};

use crate::repository;

/// The fenced block that follows `<!-- test: name -->` in README.md.
///
/// # Errors
/// There is no such mark, or no fenced block right after it.
pub fn snippet(name: &str) -> Result<String> {
    let readme = std::fs::read_to_string(repository().join("README.md"))?;
    let mark = format!("<!-- test: {name} -->\n```");
    let (_, block) = readme
        .split_once(&mark)
        .with_context(|| format!("README.md has no fenced block after <!-- test: {name} -->"))?;
    let (_language, code) = block.split_once('\n').context("the fence is not closed")?;
    let (code, _) = code.split_once("\n```").context("the fence is not closed")?;
    Ok(code.to_owned())
}
