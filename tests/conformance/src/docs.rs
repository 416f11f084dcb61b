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

This package takes the place of `@alter-ai/connect` 0.8.0 without a change to the app. Each row below is a scenario. The
tests play it with this package in real browsers, with real popups, and compare it with the record of `@alter-ai/connect`:

- the calls of every callback and event handler, in order, with what they get; what promises settle with; `isOpen()`;
- the popup's address, name and features; the page's address, its session storage and its console.

*Same*: no difference was observed. *Differs*: the packages differ on purpose, and the number is that of the point at the end of
this page. `tests/conformance/record.json` has what each package does, and the scenario fails when that changes.
`cargo xtask test --all` plays `@alter-ai/connect` anew.

Scenarios about devices and odd windows use a stand-in for the popup (`pretendToOpen` in their text). In Firefox, this package's
WebAssembly is compiled before a scenario begins, except on pages that come back from a redirect. In the other browsers it is
compiled by the first call that needs it, or when the page is idle.

Not compared: the wording of an SDK's own messages (their codes are compared) and of errors that nobody catches; what
`getVersion()` gives; the order of a record's fields; whether an open popup comes to the front (the end-to-end tests check it);
and how long anything takes.
";

/// The document.
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
pub fn write(text: &str) -> Result<()> {
    Ok(std::fs::write(path(), text)?)
}

/// Whether the document in the repository is this one.
pub fn check(text: &str) -> Result<()> {
    if std::fs::read_to_string(path()).is_ok_and(|found| found == text) {
        return Ok(());
    }
    bail!("docs/compatibility.md is stale: run `cargo xtask record`")
}

fn path() -> PathBuf {
    repository().join("docs/compatibility.md")
}
