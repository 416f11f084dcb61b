//! Do the tests notice faults? cargo-mutants builds them in, one at a time.
//!
//! Those of the core have to be noticed by its tests on the host; `.cargo/mutants.toml` says which. Those of the shell,
//! which needs a browser, are noticed by the tests of the wasm, or else by the end-to-end scenarios.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::release::in_copy;
use crate::step::Step;
use crate::{browsers, paths, toolchain, tools};

const SHELL: [&str; 2] = ["src/connect/*.rs", "src/browser/*.rs"];
/// Each fault is built and tested; those of the shell take a day.
const LIMIT: Duration = Duration::from_secs(48 * 3600);

#[derive(clap::Args)]
pub struct Args {
    /// Faults in src/connect and src/browser instead, which tests in Chromium have to notice; takes hours
    #[arg(long)]
    shell: bool,
    /// A part of the faults in the shell, such as 0/8
    #[arg(long, value_name = "K/N", requires = "shell")]
    shard: Option<String>,
}

/// Tries every fault; an error that shows those that nobody noticed.
pub fn run(args: &Args) -> Result<()> {
    tools::ensure(&[tools::CARGO_MUTANTS])?;
    if args.shell { shell(args.shard.as_deref()) } else { core() }
}

fn core() -> Result<()> {
    let out = paths::target();
    let mut mutants = mutants(&out)?;
    mutants.args(["--jobs", "2", "--minimum-test-timeout", "60"]);
    let faults = tried("faults in the core", mutants, &out)?;
    ensure!(faults.missed.is_empty(), "the tests on the host miss faults; see above");
    Ok(())
}

fn shell(shard: Option<&str>) -> Result<()> {
    let out = paths::target().join("mutants-shell");
    fs::create_dir_all(&out)?;
    let built = browsers::cargo(&["build", "--package", "alter-connect-e2e", "--bin", "web-tests"])?;
    Step::new("the runner of the wasm tests", built).require()?;

    let mut mutants = mutants(&out)?;
    toolchain::provide()?.apply(&mut mutants, &[tools::bin()]);
    mutants.args(["--no-config", "--minimum-test-timeout", "120"]);
    mutants.args(SHELL.iter().flat_map(|files| ["--file", files]));
    // A part has some of each file.
    mutants.args(shard.iter().flat_map(|shard| ["--sharding", "round-robin", "--shard", shard]));
    mutants.args(["--", "--target", toolchain::TARGET, "--test", "web"]);
    mutants.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", paths::target().join("debug/web-tests"));
    mutants.env("ENGINES", "chromium");
    let faults = tried("faults in the shell", mutants, &out)?;

    let copy = out.join("copy");
    let _ = fs::remove_dir_all(&copy);
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet"]).arg(paths::root()).arg(&copy);
    Step::new("clone", clone).require()?;
    let mut missed = Vec::new();
    for fault in &faults.missed {
        if !is_noticed_end_to_end(fault, &copy)? {
            missed.push(fault.name.as_str());
        }
    }
    println!("{} of them noticed end to end", faults.missed.len() - missed.len());
    ensure!(missed.is_empty(), "nobody notices these faults:\n{}", missed.join("\n"));
    Ok(())
}

/// Whether an end-to-end scenario fails in Chromium with the package that has the fault.
fn is_noticed_end_to_end(fault: &Fault, copy: &Path) -> Result<bool> {
    let apply = |reverse: &[&str]| -> Result<()> {
        let mut git = Command::new("git");
        git.args(["apply", "-p1"]).args(reverse).arg(&fault.diff).current_dir(copy);
        Step::new("apply or revert the fault", git).require().map(drop)
    };
    apply(&[])?;
    let _ = fs::remove_dir_all(copy.join("pkg/dist"));
    // It fails where the fault makes the package too large, which does not matter here.
    Step::new(format!("build: {}", fault.name), in_copy(copy, "build")?).run()?;
    let mut play = browsers::cargo(&["test", "--package", "alter-connect-e2e"])?;
    play.current_dir(copy).env("CARGO_TARGET_DIR", copy.join("target"));
    play.envs([("ENGINES", "chromium"), ("FAIL_FAST", "1")]);
    let played = Step::new("the end-to-end scenarios in Chromium", play).limit(Duration::from_secs(3600)).run()?;
    apply(&["--reverse"])?;
    Ok(!played.success)
}

fn mutants(out: &Path) -> Result<Command> {
    let mut mutants = Command::new(tools::CARGO_MUTANTS.find()?);
    mutants
        .args(["mutants", "--package", "alter-connect", "--output"])
        .arg(out)
        // It has a copy of the sources, which is built elsewhere.
        .env_remove("CARGO_TARGET_DIR")
        // Nobody reads how the tests fail.
        .envs([("CARGO_PROFILE_DEV_DEBUG", "0"), ("RUST_BACKTRACE", "0")]);
    Ok(mutants)
}

fn tried(name: &str, mutants: Command, out: &Path) -> Result<Faults> {
    let finished = Step::new(name, mutants).limit(LIMIT).run()?;
    ensure!(finished.ended, "{}", finished.report());
    let out = out.join("mutants.out");
    let outcomes = fs::read(out.join("outcomes.json")).with_context(|| format!("no outcomes in {}", out.display()))?;
    let faults = Faults::read(&serde_json::from_slice(&outcomes)?, &out);
    if !finished.success {
        eprintln!("{}", finished.report());
    }
    ensure!(faults.noticed > 0 || !faults.missed.is_empty(), "no fault was tried");
    println!("{name}: {} noticed, {} missed", faults.noticed, faults.missed.len());
    Ok(faults)
}

/// How many faults were noticed, and those that were not.
struct Faults {
    noticed: u64,
    missed: Vec<Fault>,
}

#[derive(Debug, PartialEq)]
struct Fault {
    name: String,
    diff: PathBuf,
}

impl Faults {
    /// A fault that makes a test go on for ever is noticed, too. One that does not compile is none.
    fn read(outcomes: &Value, out: &Path) -> Self {
        let count = |what: &str| outcomes[what].as_u64().unwrap_or(0);
        let each = outcomes["outcomes"].as_array().into_iter().flatten();
        let missed = each.filter(|outcome| outcome["summary"] == "MissedMutant").map(|outcome| Fault {
            name: outcome["scenario"]["Mutant"]["name"].as_str().unwrap_or("unnamed").to_owned(),
            diff: out.join(outcome["diff_path"].as_str().unwrap_or_default()),
        });
        Self { noticed: count("caught") + count("timeout"), missed: missed.collect() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_hangs_is_noticed_and_what_does_not_compile_is_no_fault() {
        let outcomes = json!({
            "total_mutants": 16, "missed": 1, "caught": 2, "timeout": 4, "unviable": 9,
            "outcomes": [
                { "scenario": "Baseline", "summary": "Success" },
                { "scenario": { "Mutant": { "name": "a" } }, "summary": "CaughtMutant", "diff_path": "diff/a.diff" },
                { "scenario": { "Mutant": { "name": "b" } }, "summary": "MissedMutant", "diff_path": "diff/b.diff" },
            ],
        });
        let Faults { noticed, missed } = Faults::read(&outcomes, Path::new("out"));
        assert_eq!(noticed, 6);
        assert_eq!(missed, [Fault { name: "b".into(), diff: "out/diff/b.diff".into() }]);
    }
}
