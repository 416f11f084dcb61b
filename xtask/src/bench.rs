//! Both SDKs measured side by side: the bytes here, the rest in real browsers.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::browsers;
use crate::npm;
use crate::package;
use crate::paths;
use crate::sizes::Table;

#[derive(clap::Args)]
pub struct Args {
    /// The engine to measure in; may be given several times [default: chromium and firefox]
    #[arg(long)]
    engine: Vec<String>,
    /// Few repetitions; prints the figures and leaves docs/performance.md alone
    #[arg(long)]
    quick: bool,
}

/// Prints the figures and writes the generated part of docs/performance.md.
pub fn run(args: &Args) -> Result<()> {
    let mut bench =
        browsers::cargo(&["run", "--quiet", "--package", "alter-connect-measure", "--bin", "bench", "--"], true)?;
    bench.arg("--bytes").arg(measure_bytes()?);
    for engine in &args.engine {
        bench.args(["--engine", engine]);
    }
    if args.quick {
        bench.arg("--quick");
    }
    browsers::show(bench, "bench: could not measure; see above")
}

/// The sizes of the built files and of the ESM's parts, in a file for the bench.
fn measure_bytes() -> Result<PathBuf> {
    let parts = paths::target().join("bench/parts");
    fs::create_dir_all(&parts)?;
    let esm = fs::read_to_string(package::dist().join("alter-connect.esm.js"))?;
    let script = without_wasm(&esm)?;
    fs::write(parts.join("without-wasm.js"), &script)?;
    fs::write(parts.join("without-strings.js"), without_strings(&script)?)?;
    fs::copy(npm::package().join("build/optimised.wasm"), parts.join("sdk.wasm"))?;

    let mut bytes = files(&package::dist(), &npm::package().join("node_modules/@alter-ai/connect/dist"))?;
    bytes["parts"] = files(&parts, &parts)?["files"].take();
    let file = paths::target().join("bench/bytes.json");
    fs::write(&file, bytes.to_string())?;
    Ok(file)
}

fn files(ours: &Path, reference: &Path) -> Result<serde_json::Value> {
    Ok(Table::measure(ours, reference)?.to_json())
}

/// The wasm is by far the longest string of the script.
fn without_wasm(script: &str) -> Result<String> {
    let longest = strings(script).into_iter().max_by_key(Range::len).unwrap_or_default();
    if longest.len() < script.len() / 3 {
        bail!("alter-connect.esm.js has no wasm in it where the bench looks for it: in one long string");
    }
    Ok(format!("{}{}", &script[..longest.start], &script[longest.end..]))
}

/// The strings that the wasm knows by number are in lists; these are the first of each.
const FIRST_STRINGS: [&str; 3] = ["alter_connect_success", "OAuth authorization failed", "BroadcastChannel"];

fn without_strings(script: &str) -> Result<String> {
    FIRST_STRINGS.iter().try_fold(script.to_owned(), |script, first| without_list(&script, first))
}

fn without_list(script: &str, first: &str) -> Result<String> {
    let start = script.find(&format!("[\"{first}\"")).map(|index| index + 1);
    let start = start.context("alter-connect.esm.js has no list of strings where the bench looks for it")?;
    let strings = strings(script);
    let closes = |index: usize| !strings.iter().any(|string| string.contains(&index));
    let mut brackets = script[start..].match_indices(']').map(|(index, _)| start + index);
    let end =
        brackets.find(|index| closes(*index)).context("the list of strings in alter-connect.esm.js has no end")?;
    Ok(format!("{}{}", &script[..start], &script[end..]))
}

/// What is between double quotes.
fn strings(script: &str) -> Vec<Range<usize>> {
    let mut strings = Vec::new();
    let mut start = None;
    let mut bytes = script.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match (byte, start) {
            (b'\\', _) => _ = bytes.next(),
            (b'"', None) => start = Some(index + 1),
            (b'"', Some(from)) => {
                strings.push(from..index);
                start = None;
            }
            _ => {}
        }
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESM: &str = concat!(
        r#"const p=["alter_connect_success","a]","b\"c]"],q=[p[0]],s=["OAuth authorization failed"],n=["BroadcastChannel"];"#,
        r#"const w="PaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAbPaPpAb";"#
    );

    #[test]
    fn parts_are_found() -> Result<()> {
        let script = without_wasm(ESM)?;
        assert!(script.ends_with("const w=\"\";") && script.contains("alter_connect_success"), "{script}");
        assert_eq!(without_strings(&script)?, "const p=[],q=[p[0]],s=[],n=[];const w=\"\";");
        Ok(())
    }

    #[test]
    fn another_layout_is_refused() {
        assert!(without_wasm("const w=\"\";let a=1,b=2,c=3;").is_err());
        assert!(without_strings("const p=[1];").is_err());
        assert!(without_strings("const p=[\"alter_connect_success\"").is_err());
    }
}
