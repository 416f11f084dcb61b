//! `docs/compatibility.md`, written from the table.

use std::fmt::Write;
use std::path::PathBuf;

use alter_connect_e2e::repository;
use anyhow::{Result, bail};

use crate::points::POINTS;
use crate::recorded::Recorded;
use crate::scenario::{Difference, Group, Scenario};

const HEAD: &str = "\
<!-- Written by `cargo run -p alter-connect-conformance -- --write-docs`; edit tests/conformance instead. -->

# Compatibility with `@alter-ai/connect`

This package takes the place of `@alter-ai/connect` 0.8.0 without a change to the app. Each row below is a scenario that
is played with both packages in real browsers, with real popups, and compared: the calls of every callback and event
handler in their order with their payloads, what promises settle with, `isOpen()`, the popup's address, name and
features, the session storage, the page's address, and the console. Scenarios about devices and odd windows use a stand-in
for the popup (`pretendToOpen` in their text). This package's wasm is there before a scenario begins in Firefox (but for
pages that come back from a redirect), and is compiled by the first call that needs it, or when the page is idle, in the
other engines. *Same* means that no difference was observed.
*Differs* names a point of the list at the end; the lines in which the two differ are in
`tests/conformance/differences.json`, and the scenario fails when they change or vanish.

Not compared: the wording of messages that an SDK writes itself (their codes are) and of errors that nobody catches, the
version that `getVersion()` gives, the order of the fields of a record, whether a popup that is open is brought to the front
(the end-to-end tests see it), and the time that anything takes.
";

/// The document.
///
/// # Panics
/// If a scenario names a point that does not exist.
pub fn document(groups: &[Group], recorded: &Recorded) -> String {
    let mut text = String::from(HEAD);
    for group in groups {
        let _ = write!(text, "\n## {}\n\n| scenario | observed | result |\n|---|---|---|\n", group.title);
        for scenario in &group.scenarios {
            let result = match scenario.difference {
                None => "same".to_owned(),
                Some(Difference { point, says }) => format!("differs ([{point}](#differences-on-purpose)): {says}"),
            };
            let _ = writeln!(text, "| {} | {} | {result} |", scenario.name, scenario.observes);
        }
    }
    text += "\n## Differences on purpose\n\n| # | `@alter-ai/connect` 0.8.0 | this package | shown by |\n|---|---|---|---|\n";
    for (index, (theirs, ours)) in POINTS.iter().enumerate() {
        let shown = groups
            .iter()
            .flat_map(|group| &group.scenarios)
            .filter(|scenario| scenario.difference.is_some_and(|difference| difference.point == index + 1))
            .count();
        let _ = writeln!(text, "| {} | {theirs} | {ours} | {shown} |", index + 1);
    }
    let scenarios: Vec<&Scenario> = groups.iter().flat_map(|group| &group.scenarios).collect();
    let differ = scenarios.iter().filter(|scenario| scenario.difference.is_some()).count();
    let lines: usize = scenarios.iter().map(|scenario| recorded.of(scenario.name).len()).sum();
    let _ = write!(
        text,
        "\n{} scenarios: {} the same, {differ} that differ on purpose, in {lines} observations.\n",
        scenarios.len(),
        scenarios.len() - differ,
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
    bail!("docs/compatibility.md is stale: run `cargo run -p alter-connect-conformance -- --write-docs`")
}

fn path() -> PathBuf {
    repository().join("docs/compatibility.md")
}
