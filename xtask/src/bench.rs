//! Both SDKs measured side by side: the bytes here, the rest in real browsers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::npm;
use crate::package;
use crate::paths;
use crate::sizes::Table;
use crate::system;
use crate::tools;

#[derive(clap::Args)]
pub struct Args {
    /// The engine to measure in; may be given several times [default: chromium and firefox]
    #[arg(long)]
    engine: Vec<String>,
    /// Few repetitions; prints the figures and leaves docs/performance.md alone
    #[arg(long)]
    quick: bool,
}

/// Prints the figures and writes docs/performance.md with its plots.
pub fn run(args: &Args) -> Result<()> {
    system::ensure(system::BROWSERS)?;
    tools::ensure(&[tools::GECKODRIVER])?;
    package::ensure()?;
    let mut bench = Command::new("cargo");
    bench.args(["run", "--quiet", "--package", "alter-connect-measure", "--bin", "bench", "--"]);
    bench.arg("--bytes").arg(measure_bytes()?);
    for engine in &args.engine {
        bench.args(["--engine", engine]);
    }
    if args.quick {
        bench.arg("--quick");
    }
    let status = bench
        .env("GECKODRIVER", tools::GECKODRIVER.find()?)
        // Its own display rather than the developer's.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .context("could not run cargo")?;
    if !status.success() {
        bail!("bench: could not measure; see above");
    }
    Ok(())
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
    let longest = script.split('"').max_by_key(|string| string.len()).unwrap_or_default();
    if longest.len() < script.len() / 3 {
        bail!("alter-connect.esm.js has no wasm in it where the bench looks for it: in one long string");
    }
    Ok(script.replacen(longest, "", 1))
}

/// The strings that the wasm knows by number are in a list which begins with this one.
fn without_strings(script: &str) -> Result<String> {
    const FIRST: &str = "[\"alter_connect_success\"";
    let start =
        script.find(FIRST).context("alter-connect.esm.js has no list of strings where the bench looks for it")?;
    let mut quoted = false;
    let mut escaped = false;
    for (index, byte) in script.bytes().enumerate().skip(start + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted => return Ok(format!("{}{}", &script[..=start], &script[index..])),
            _ => {}
        }
    }
    bail!("the list of strings in alter-connect.esm.js has no end");
}
