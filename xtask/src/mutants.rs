//! Do the host tests of the core notice faults? cargo-mutants builds them in; `.cargo/mutants.toml` says which.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::step::Step;
use crate::{paths, tools};

/// How many faults were noticed, and how many were not.
struct Mutants {
    noticed: u32,
    missed: u32,
}

/// Tries every fault; an error that shows those that nobody noticed.
pub fn run() -> Result<()> {
    tools::ensure(&[tools::CARGO_MUTANTS])?;
    let mut mutants = Command::new(tools::CARGO_MUTANTS.find()?);
    mutants
        .args(["mutants", "--package", "alter-connect", "--jobs", "2", "--minimum-test-timeout", "60", "--output"])
        .arg(paths::target())
        // It has a copy of the sources, which is built elsewhere.
        .env_remove("CARGO_TARGET_DIR")
        // Nobody reads how the tests fail.
        .envs([("CARGO_PROFILE_DEV_DEBUG", "0"), ("RUST_BACKTRACE", "0")]);
    let finished = Step::new("faults in the core", mutants).limit(Duration::from_secs(3600)).run()?;
    let outcomes = paths::target().join("mutants.out/outcomes.json");
    let outcomes = fs::read(&outcomes).with_context(|| format!("no {}", outcomes.display()))?;
    let mutants = Mutants::read(&serde_json::from_slice(&outcomes)?);
    if !finished.success {
        eprintln!("{}", finished.report());
    }
    ensure!(mutants.noticed > 0, "no fault was tried");
    println!("{} faults noticed, {} missed", mutants.noticed, mutants.missed);
    ensure!(mutants.missed == 0, "the tests on the host miss faults; see above");
    Ok(())
}

impl Mutants {
    /// A fault that makes a test go on for ever is noticed, too. One that does not compile is none.
    fn read(outcomes: &Value) -> Self {
        let count = |what: &str| outcomes[what].as_u64().and_then(|count| count.try_into().ok()).unwrap_or(0);
        Self { noticed: count("caught") + count("timeout"), missed: count("missed") }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Mutants;

    #[test]
    fn what_hangs_is_noticed_and_what_does_not_compile_is_no_fault() {
        let outcomes = json!({"total_mutants": 16, "missed": 1, "caught": 2, "timeout": 4, "unviable": 9});
        let Mutants { noticed, missed } = Mutants::read(&outcomes);
        assert_eq!((noticed, missed), (6, 1));
    }
}
