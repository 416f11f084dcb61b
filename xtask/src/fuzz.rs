//! Fuzzing of what the SDK takes from outside: libFuzzer tries inputs that reach new code, and keeps those that do.
//!
//! As `cargo fuzz` would do it, but on a stable compiler and without a sanitizer: the SDK has no unsafe code on this side.

use std::collections::BTreeMap;
use std::fmt;
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
    /// Run the target on this one input, such as a crash that was found
    #[arg(long, value_name = "FILE", requires = "target")]
    input: Option<PathBuf>,
}

/// Fuzzes, and prints a line of figures for each target; an error where one crashed.
pub fn run(args: &Args) -> Result<()> {
    let mut targets = build()?;
    let names: Vec<String> = targets.keys().cloned().collect();
    if let Some(unknown) = args.target.iter().find(|name| !names.contains(name)) {
        bail!("no target is named {unknown}; there are: {}", names.join(", "));
    }
    targets.retain(|name, _| args.target.is_empty() || args.target.contains(name));
    if let Some(input) = &args.input {
        return replay(&targets, input);
    }
    let failed = each(&targets, Duration::from_secs(args.seconds))?.iter().filter(|fuzzed| !fuzzed.passed).count();
    ensure!(failed == 0, "{failed} of {} targets failed: see above", targets.len());
    Ok(())
}

/// All targets, for so long each; one truth value for each, whether it passed.
pub fn all(time: Duration) -> Result<Vec<bool>> {
    Ok(each(&build()?, time)?.iter().map(|fuzzed| fuzzed.passed).collect())
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

fn each(targets: &BTreeMap<String, PathBuf>, time: Duration) -> Result<Vec<Fuzzed>> {
    let words = dictionary()?;
    let mut all = Vec::new();
    for (name, program) in targets {
        all.push(fuzz(name, program, time, &words)?);
    }
    println!("{:<9} {:>12} {:>9} {:>6} {:>9} {:>7}", "target", "executions", "per s", "edges", "features", "corpus");
    for fuzzed in &all {
        println!("{fuzzed}");
    }
    Ok(all)
}

/// Runs one target: on its seeds, on what earlier runs have found, then on what libFuzzer makes of them.
fn fuzz(name: &str, program: &Path, time: Duration, words: &Path) -> Result<Fuzzed> {
    let seeds = paths::root().join("fuzz/corpus").join(name);
    let finds = paths::target().join("fuzz-corpus").join(name);
    let crashes = paths::target().join("fuzz-crashes").join(name);
    ensure!(seeds.read_dir().is_ok_and(|mut files| files.next().is_some()), "no seeds in {}", seeds.display());
    for folder in [&finds, &crashes] {
        fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))?;
    }
    let mut libfuzzer = Command::new(program);
    libfuzzer
        // The first folder is written to.
        .args([&finds, &seeds, &crashes])
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg(format!("-dict={}", words.display()))
        .arg(format!("-max_total_time={}", time.as_secs().max(1)))
        .args([
            "-use_value_profile=1",
            "-max_len=1024",
            "-len_control=100",
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
        ]);
    let limit = time + Duration::from_secs(5 * 60);
    let finished = Step::new(format!("fuzz {name}"), libfuzzer).limit(limit).run()?;
    let mut fuzzed = Fuzzed::read(name, &finished.output);
    fuzzed.passed = finished.success && fuzzed.is_guided();
    if !fuzzed.passed {
        eprintln!("{}", finished.report());
    }
    if finished.success && !fuzzed.is_guided() {
        eprintln!("  {name} ran blindly: libFuzzer saw no coverage");
    }
    if let Some(input) = &fuzzed.crash {
        eprintln!("  the input: {input}");
        eprintln!("  once more: cargo xtask fuzz --target {name} --input {input}");
    }
    Ok(fuzzed)
}

fn replay(targets: &BTreeMap<String, PathBuf>, input: &Path) -> Result<()> {
    let input = input.canonicalize().with_context(|| format!("no {}", input.display()))?;
    for (name, program) in targets {
        let status = Command::new(program).arg(&input).status().with_context(|| format!("could not run {name}"))?;
        ensure!(status.success(), "{name} fails on {}", input.display());
    }
    Ok(())
}

/// The strings that the SDK knows, as libFuzzer takes them: better material than chance has.
fn dictionary() -> Result<PathBuf> {
    let words = fs::read_to_string(paths::root().join("core/src/word.rs")).context("no core/src/word.rs")?;
    let file = paths::target().join("fuzz").join("words.dict");
    fs::write(&file, entries(&words)).with_context(|| format!("could not write {}", file.display()))?;
    Ok(file)
}

/// One line for each `Name = "text"`, with everything but letters and digits escaped.
fn entries(source: &str) -> String {
    let texts = source.lines().filter_map(|line| line.trim().strip_suffix("\",")?.split_once(" = \""));
    let escaped = |text: &str| -> String {
        text.bytes()
            .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("\\x{byte:02x}") })
            .collect()
    };
    // Sentences are only ever told, not read.
    let words = texts.map(|(_, text)| text).filter(|text| !text.is_empty() && text.len() <= 40);
    words.map(|text| format!("\"{}\"\n", escaped(text))).collect()
}

/// What came of one target.
#[derive(Default)]
struct Fuzzed {
    name: String,
    passed: bool,
    executions: u64,
    per_second: u64,
    edges: u64,
    features: u64,
    /// Inputs that each reach something the others don't.
    corpus: u64,
    crash: Option<String>,
}

impl Fuzzed {
    fn read(name: &str, output: &str) -> Self {
        let number = |text: &str, key: &str| -> u64 {
            let rest = text.rsplit_once(key).map(|(_, rest)| rest.trim_start()).unwrap_or_default();
            rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
        };
        let progress =
            output.lines().rfind(|line| line.starts_with('#') && line.contains(" cov: ")).unwrap_or_default();
        let crash = output.lines().find_map(|line| Some(line.split_once("Test unit written to ")?.1.trim().to_owned()));
        Self {
            name: name.to_owned(),
            passed: false,
            executions: number(output, "stat::number_of_executed_units:"),
            per_second: number(output, "stat::average_exec_per_sec:"),
            edges: number(progress, " cov:"),
            features: number(progress, " ft:"),
            corpus: number(progress, " corp:"),
            crash,
        }
    }

    /// Whether libFuzzer was told what its inputs reach: without that it guesses, and finds next to nothing.
    fn is_guided(&self) -> bool {
        self.executions > 0 && self.edges > 0
    }
}

impl fmt::Display for Fuzzed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, executions, per_second, edges, features, corpus, .. } = self;
        write!(f, "{name:<9} {executions:>12} {per_second:>9} {edges:>6} {features:>9} {corpus:>7}")?;
        if self.passed { Ok(()) } else { write!(f, "  failed") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_off_the_last_progress_line() {
        let fuzzed = Fuzzed::read(
            "t",
            "#2\tINITED cov: 9 ft: 10 corp: 1/1b exec/s: 0 rss: 26Mb\n\
             #703444\tDONE   cov: 1540 ft: 5181 corp: 1322/79Kb lim: 381 exec/s: 140688 rss: 30Mb\n\
             stat::number_of_executed_units: 703444\n\
             stat::average_exec_per_sec:     140688\n",
        );
        assert!(fuzzed.is_guided() && fuzzed.crash.is_none());
        let line = fuzzed.to_string();
        let figures: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(figures, ["t", "703444", "140688", "1540", "5181", "1322", "failed"]);
    }

    #[test]
    fn a_crash_names_its_input() {
        let output = "artifact_prefix='/a/'; Test unit written to /a/crash-12\nBase64: e30=\n";
        assert_eq!(Fuzzed::read("t", output).crash.as_deref(), Some("/a/crash-12"));
    }

    #[test]
    fn blind_runs_are_known() {
        assert!(!Fuzzed::read("t", "stat::number_of_executed_units: 5\n").is_guided());
    }

    #[test]
    fn the_dictionary_has_the_words_and_not_the_sentences() {
        let source = "    GrantId = \"grant_id\",\n    Empty = \"\",\n    /// \"quoted\",\n    \
                      Says = \"A sentence that goes on and on, for people to read.\",\n";
        assert_eq!(entries(source), "\"grant\\x5fid\"\n");
    }
}
