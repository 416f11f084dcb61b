//! Do the tests notice faults? cargo-mutants builds them into the core, one at a time; `.cargo/mutants.toml` says how.

use std::ffi::OsString;
use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::step::Step;
use crate::{paths, tools};

/// All faults together.
const LIMIT: Duration = Duration::from_secs(4 * 3600);

#[derive(clap::Args)]
pub struct Args {
    /// For cargo-mutants, such as --iterate or --re=flow.rs
    #[arg(last = true)]
    more: Vec<OsString>,
}

/// Tries every fault; an error that shows those that nobody noticed.
pub fn run(args: &Args) -> Result<()> {
    let out = paths::target();
    let mut mutants = Command::new(tools::CARGO_MUTANTS.provide()?);
    mutants
        .args(["mutants", "--package", "alter-connect-core", "--jobs", "2", "--minimum-test-timeout", "60"])
        .arg("--output")
        .arg(&out)
        .args(&args.more)
        // It has a copy of the sources, which is built elsewhere.
        .env_remove("CARGO_TARGET_DIR")
        // Nobody reads how the tests fail. A shallower simulation notices as much, sooner.
        .envs([("CARGO_PROFILE_DEV_DEBUG", "0"), ("RUST_BACKTRACE", "0"), ("DEEPER", "-1"), ("RUNS", "3000")]);
    let finished = Step::new("faults", mutants).limit(LIMIT).run()?;
    let list = |name: &str| fs::read_to_string(out.join("mutants.out").join(name)).unwrap_or_default();
    // One that makes a test go on for ever is noticed, too.
    let noticed = list("caught.txt").lines().count() + list("timeout.txt").lines().count();
    let missed = list("missed.txt");
    println!("{noticed} faults were noticed, {} were not", missed.lines().count());
    ensure!(missed.is_empty(), "nobody notices these faults:\n{missed}");
    ensure!(finished.success || noticed > 0, "{}", finished.report());
    Ok(())
}
