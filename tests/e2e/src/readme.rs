//! The snippets of README.md and of docs/, so that what a user copies is what was tested.

use anyhow::{Context, Result};

use crate::repository;

/// The fenced block that follows `<!-- test: name -->` in a document.
pub fn snippet(document: &str, name: &str) -> Result<String> {
    let text = std::fs::read_to_string(repository().join(document)).with_context(|| format!("no {document}"))?;
    let mark = format!("<!-- test: {name} -->\n```");
    let (_, block) = text
        .split_once(&mark)
        .with_context(|| format!("{document} has no fenced block after <!-- test: {name} -->"))?;
    let (_language, code) = block.split_once('\n').context("the fence is not closed")?;
    let (code, _) = code.split_once("\n```").context("the fence is not closed")?;
    Ok(code.to_owned())
}
