//! The lines that each declared difference consists of, as they were observed when it was declared.
//!
//! Without them, a scenario that is declared to differ would pass whatever it did.

use std::collections::BTreeMap;
use std::path::PathBuf;

use alter_connect_e2e::repository;
use anyhow::{Context, Result};

/// `tests/conformance/differences.json`.
#[derive(Clone, Debug, Default)]
pub struct Recorded(BTreeMap<String, Vec<String>>);

impl Recorded {
    /// Reads the file.
    ///
    /// # Errors
    /// It is missing or no JSON of this shape.
    pub fn read() -> Result<Self> {
        let text = std::fs::read_to_string(path()).context("tests/conformance/differences.json")?;
        Ok(Self(serde_json::from_str(&text).context("tests/conformance/differences.json")?))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self) -> Result<()> {
        Ok(std::fs::write(path(), serde_json::to_string_pretty(&self.0)? + "\n")?)
    }

    /// The lines of a scenario.
    pub fn of(&self, scenario: &str) -> &[String] {
        self.0.get(scenario).map_or(&[], Vec::as_slice)
    }

    /// Sets the lines of a scenario.
    pub fn set(&mut self, scenario: &str, lines: Vec<String>) {
        self.0.insert(scenario.to_owned(), lines);
    }

    /// The scenarios that have lines.
    pub fn scenarios(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn path() -> PathBuf {
    repository().join("tests/conformance/differences.json")
}
