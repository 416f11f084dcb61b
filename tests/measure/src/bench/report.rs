//! docs/performance.md: its generated part, between two comments. What is written by hand around it stays.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use alter_connect_e2e::{Engine, Sdk};
use anyhow::{Context, Result};

use super::bytes::{Bytes, File, find};
use super::format::{ratio, thousands};
use super::goals;
use super::rows::{GROUPS, Group, Row};
use super::samples::Samples;

const BEGIN: &str = "<!-- Written by `cargo xtask bench` from here on. -->";
const END: &str = "<!-- Written by `cargo xtask bench` up to here. -->";

/// What was measured in each engine.
pub type Results = [(Engine, Samples)];

/// Writes the report's generated part into `docs`.
///
/// # Errors
/// The page or its markers are missing, or something cannot be written.
pub fn write(docs: &Path, bytes: &Bytes, results: &Results) -> Result<()> {
    let page = docs.join("performance.md");
    let text = fs::read_to_string(&page).with_context(|| format!("no {}", page.display()))?;
    let (before, rest) = text.split_once(BEGIN).with_context(|| format!("{}: no {BEGIN}", page.display()))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{}: no {END}", page.display()))?;
    let generated = generate(bytes, results)?;
    fs::write(&page, format!("{before}{BEGIN}\n\n{generated}\n{END}{after}"))?;
    Ok(())
}

/// The generated part, as Markdown.
///
/// # Errors
/// Something was not measured.
pub fn generate(bytes: &Bytes, results: &Results) -> Result<String> {
    let mut text = String::new();
    writeln!(text, "{}\n", conditions(results))?;
    writeln!(text, "## The goals\n\n{}", goals::table(bytes, results)?)?;
    writeln!(text, "## Bytes\n\n{}", sizes(bytes)?)?;
    for group in GROUPS {
        writeln!(text, "## {}\n\n{}\n\n{}", group.title, group.about, table(group, results))?;
    }
    Ok(text.trim_end().to_owned() + "\n")
}

fn conditions(results: &Results) -> String {
    let browsers: Vec<_> = results.iter().map(|(_, samples)| format!("`{}`", samples.user_agent)).collect();
    format!(
        "Measured on {} by `cargo xtask bench`, on {}{} in {}. Figures are medians; in brackets the quartiles. The reference is `@alter-ai/connect` 0.8.0; \
         the ratio says how many times as much ours takes.",
        today(),
        machine(),
        load(),
        browsers.join(" and ")
    )
}

fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let description = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = description.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    format!("{processors} processors ({})", model.map_or("of an unknown kind", |(_, model)| model))
}

/// What else ran there shows in the times.
fn load() -> String {
    let averages = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    averages.split(' ').nth(1).map_or(String::new(), |load| format!(" with a load average of {load} over five minutes"))
}

fn sizes(bytes: &Bytes) -> Result<String> {
    let mut text = "| file | | raw | gzip | brotli | ratio (brotli) |\n|---|---|--:|--:|--:|--:|\n".to_owned();
    for ours in &bytes.files {
        if let Ok(reference) = find(&bytes.reference, &ours.name) {
            file_row(&mut text, &ours.name, "reference", reference, None);
            file_row(&mut text, &ours.name, "ours", ours, Some(reference));
        } else {
            file_row(&mut text, &ours.name, "ours", ours, None);
        }
    }
    let esm = find(&bytes.reference, "alter-connect.esm.js")?;
    let two = bytes.two_files()?;
    file_row(&mut text, &two.name, "ours", &two, Some(esm));

    let parts = bytes.parts_of_esm()?;
    let whole = find(&bytes.files, "alter-connect.esm.js")?.brotli;
    writeln!(text, "\n| part of our ESM | brotli | share |\n|---|--:|--:|")?;
    for (part, size) in [
        ("loader, and the glue between JavaScript and wasm", parts.code),
        ("strings", parts.strings),
        ("wasm", parts.wasm),
        ("the wasm's being text in a script", parts.text),
    ] {
        writeln!(text, "| {part} | {} | {:.0} % |", thousands(size), 100.0 * size as f64 / whole as f64)?;
    }
    writeln!(text, "\nBytes hold everywhere. A part's is what the file grows by when the part is added.")?;
    Ok(text)
}

fn file_row(text: &mut String, name: &str, whose: &str, file: &File, reference: Option<&File>) {
    let ratio = reference.map_or(String::new(), |reference| ratio(file.brotli as f64, reference.brotli as f64));
    let [raw, gzip, brotli] = [file.raw, file.gzip, file.brotli].map(thousands);
    *text += &format!("| {name} | {whose} | {raw} | {gzip} | {brotli} | {ratio} |\n");
}

fn table(group: &Group, results: &Results) -> String {
    let mut text = "| | engine | reference | ours | difference | ratio |\n|---|---|--:|--:|--:|--:|\n".to_owned();
    for row in group.rows {
        for (engine, samples) in results {
            text += &line(row, *engine, samples).unwrap_or_default();
        }
    }
    text
}

/// `None`: this engine does not tell.
fn line(row: &Row, engine: Engine, samples: &Samples) -> Option<String> {
    let reference = samples.spread(Sdk::Reference, row.figure)?;
    let ours = samples.spread(Sdk::Ours, row.figure)?;
    let scale = row.unit.scale(reference.median.max(ours.median));
    Some(format!(
        "| {} | {engine} | {} | {} | {} | {} |\n",
        row.label,
        scale.spread(reference),
        scale.spread(ours),
        scale.number(ours.median - reference.median),
        ratio(ours.median, reference.median)
    ))
}
