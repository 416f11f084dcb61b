//! Fuzzing of what the SDK takes from outside: libFuzzer tries inputs that reach new code, and keeps those that do.
//!
//! As `cargo fuzz` would do it, but on a stable compiler and without a sanitizer: the SDK has no unsafe code on this side.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::step::Step;
use crate::{paths, system};

/// Makes the compiler count which edges are taken, and tell libFuzzer what is compared with what.
const RUSTFLAGS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-sanitizer-coverage-stack-depth",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
];

#[derive(clap::Args)]
pub struct Args {
    /// How long each target runs
    #[arg(long, value_name = "N", default_value_t = 20)]
    seconds: u64,
    /// Run this target alone; may be given several times
    #[arg(long, value_name = "TARGET")]
    target: Vec<String>,
}

/// Fuzzes, and prints libFuzzer's last figures of each target; an error where one crashed.
pub fn run(args: &Args) -> Result<()> {
    let mut targets = build()?;
    let names: Vec<String> = targets.keys().cloned().collect();
    if let Some(unknown) = args.target.iter().find(|name| !names.contains(name)) {
        bail!("no target is named {unknown}; there are: {}", names.join(", "));
    }
    targets.retain(|name, _| args.target.is_empty() || args.target.contains(name));
    let passed = each(&targets, Duration::from_secs(args.seconds))?;
    let failed = passed.iter().filter(|passed| !**passed).count();
    ensure!(failed == 0, "{failed} of {} targets failed: see above", targets.len());
    Ok(())
}

/// All targets, for so long each; one truth value for each, whether it passed.
pub fn all(time: Duration) -> Result<Vec<bool>> {
    each(&build()?, time)
}

/// clippy on the targets, which the rest of the workspace is linted without.
pub fn lint() -> Result<Command> {
    system::ensure(system::CXX)?;
    let mut cargo = cargo("clippy");
    cargo.args(["--", "-D", "warnings"]);
    Ok(cargo)
}

fn cargo(command: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args([command, "--package", "alter-connect-fuzz", "--features", "libfuzzer", "--tests"])
        // With a target named, build scripts and macros are not instrumented.
        .args(["--target", "host-tuple", "--target-dir"])
        .arg(paths::target().join("fuzz"))
        // Fast, and with overflow checks and debug assertions.
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "3")
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS.join("\u{1f}"));
    cargo
}

/// The targets' programs by name.
fn build() -> Result<BTreeMap<String, PathBuf>> {
    system::ensure(system::CXX)?;
    let mut cargo = cargo("build");
    cargo.args(["--message-format", "json-render-diagnostics"]);
    let output = Step::new("compile the fuzz targets", cargo).require()?;
    let messages = output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let programs: BTreeMap<String, PathBuf> = messages
        .filter_map(|message| {
            Some((message["target"]["name"].as_str()?.to_owned(), message["executable"].as_str()?.into()))
        })
        .collect();
    ensure!(!programs.is_empty(), "cargo built no fuzz target");
    Ok(programs)
}

fn each(targets: &BTreeMap<String, PathBuf>, time: Duration) -> Result<Vec<bool>> {
    let words = dictionary()?;
    targets.iter().map(|(name, program)| fuzz(name, program, time, &words)).collect()
}

/// Runs one target: on its seeds, on what earlier runs have found, then on what libFuzzer makes of them.
fn fuzz(name: &str, program: &Path, time: Duration, words: &Path) -> Result<bool> {
    let seeds = paths::root().join("fuzz/corpus").join(name);
    let finds = paths::target().join("fuzz-corpus").join(name);
    let crashes = paths::target().join("fuzz-crashes").join(name);
    ensure!(seeds.read_dir().is_ok_and(|mut files| files.next().is_some()), "no seeds in {}", seeds.display());
    for folder in [&finds, &crashes] {
        fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))?;
    }
    let mut libfuzzer = Command::new(program);
    libfuzzer
        // What is printed last is what went wrong then, and not the way there.
        .env("RUST_BACKTRACE", "0")
        // The first folder is written to.
        .args([&finds, &seeds, &crashes])
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg(format!("-dict={}", words.display()))
        .arg(format!("-max_total_time={}", time.as_secs().max(1)))
        .args(["-use_value_profile=1", "-max_len=1024", "-len_control=100", "-timeout=10", "-rss_limit_mb=1024"]);
    let limit = time + Duration::from_secs(5 * 60);
    let finished = Step::new(format!("fuzz {name}"), libfuzzer).limit(limit).run()?;
    // libFuzzer has to be told what its inputs reach: without that it guesses, and finds next to nothing.
    let last = finished.output.lines().rfind(|line| line.contains(" cov: "));
    println!("{name}: {}", last.unwrap_or("ran blindly, libFuzzer saw no coverage"));
    let passed = finished.success && last.is_some();
    if !passed {
        eprintln!("{}", finished.report());
    }
    if let Some((_, input)) = finished.output.split_once("Test unit written to ") {
        let input = input.lines().next().unwrap_or_default();
        eprintln!("  once more: {} {input}", program.display());
    }
    Ok(passed)
}

/// The strings that the SDK knows, as libFuzzer takes them: better material than chance has.
fn dictionary() -> Result<PathBuf> {
    let words = fs::read_to_string(paths::root().join("core/src/word.rs")).context("no core/src/word.rs")?;
    let file = paths::target().join("fuzz").join("words.dict");
    fs::write(&file, entries(&words)).with_context(|| format!("could not write {}", file.display()))?;
    Ok(file)
}

/// One line for each `Name = "text"`, but for sentences, which are only ever told, not read.
fn entries(source: &str) -> String {
    let texts = source.lines().filter_map(|line| Some(line.trim().strip_suffix("\",")?.split_once(" = \"")?.1));
    let words = texts.filter(|text| (1..=40).contains(&text.len()));
    words.map(|text| format!("\"{text}\"\n")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_dictionary_has_the_words_and_not_the_sentences() {
        let source = "    GrantId = \"grant_id\",\n    Empty = \"\",\n    /// \"quoted\",\n    \
                      Says = \"A sentence that goes on and on, for people to read.\",\n";
        assert_eq!(super::entries(source), "\"grant_id\"\n");
    }
}
