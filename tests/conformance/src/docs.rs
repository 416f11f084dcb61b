//! `docs/compatibility.md`, written from the table.

use std::fmt::Write;
use std::path::PathBuf;

use alter_connect_e2e::repository;
use anyhow::{Result, bail};

use crate::points::POINTS;
use crate::record::Record;
use crate::scenario::{Scenario, Theme};

const HEAD: &str = "\
<!-- Written by `cargo xtask record`; edit tests/conformance instead. -->

# Compatibility with `@alter-ai/connect`

This package takes the place of `@alter-ai/connect` 0.8.0 without a change to the app. Each row below is a scenario that
is played in real browsers, with real popups, and compared with what `@alter-ai/connect` did when it was recorded: the calls of every callback and event
handler in their order with their payloads, what promises settle with, `isOpen()`, the popup's address, name and
features, the session storage, the page's address, and the console. Scenarios about devices and odd windows use a stand-in
for the popup (`pretendToOpen` in their text). This package's wasm is there before a scenario begins in Firefox (but for
pages that come back from a redirect), and is compiled by the first call that needs it, or when the page is idle, in the
other engines. *Same* means that no difference was observed.
*Differs* names a point of the list at the end; what each package does is in `tests/conformance/record.json`, and the
scenario fails when it changes. `cargo xtask test --all` plays `@alter-ai/connect` anew.

Not compared: the wording of messages that an SDK writes itself (their codes are) and of errors that nobody catches, the
version that `getVersion()` gives, the order of the fields of a record, whether a popup that is open is brought to the front
(the end-to-end tests see it), and the time that anything takes.
";

/// The document.
///
/// # Panics
/// If a scenario names a point that does not exist.
pub fn document(themes: &[Theme], record: &Record) -> String {
    let mut text = String::from(HEAD);
    for theme in themes {
        let _ = write!(text, "\n## {}\n\n| scenario | observed | result |\n|---|---|---|\n", theme.title);
        for scenario in &theme.scenarios {
            let result = match &scenario.differs {
                None => "same".to_owned(),
                Some((point, says)) => format!("differs ([{point}](#differences-on-purpose)): {says}"),
            };
            let _ = writeln!(text, "| {} | {} | {result} |", scenario.name, scenario.observes);
        }
    }
    let scenarios: Vec<&Scenario> = themes.iter().flat_map(|theme| &theme.scenarios).collect();
    text += "\n## Differences on purpose\n\n| # | `@alter-ai/connect` 0.8.0 | this package | shown by |\n|---|---|---|---|\n";
    for (index, (theirs, ours)) in POINTS.iter().enumerate() {
        let shown = scenarios.iter().filter(|scenario| scenario.point() == Some(index + 1)).count();
        let _ = writeln!(text, "| {} | {theirs} | {ours} | {shown} |", index + 1);
    }
    let differ = scenarios.iter().filter(|scenario| scenario.differs.is_some()).count();
    let lines: usize = scenarios.iter().map(|scenario| record.differences(scenario).len()).sum();
    let _ = write!(
        text,
        "\n{} scenarios: {} the same, {differ} that differ on purpose, in {lines} observations. {} was recorded in {}.\n",
        scenarios.len(),
        scenarios.len() - differ,
        record.package,
        record.browser,
    );
    text
}

/// Writes the document.
///
/// # Errors
/// It cannot be written.
pub fn write(text: &str) -> Result<()> {
    Ok(std::fs::write(path(), text)?)
}

/// Whether the document in the repository is this one.
///
/// # Errors
/// It is not.
pub fn check(text: &str) -> Result<()> {
    if std::fs::read_to_string(path()).is_ok_and(|found| found == text) {
        return Ok(());
    }
    bail!("docs/compatibility.md is stale: run `cargo xtask record`")
}

fn path() -> PathBuf {
    repository().join("docs/compatibility.md")
}
