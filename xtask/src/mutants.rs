//! Do the tests notice faults? cargo-mutants builds them in, one at a time.
//!
//! Those of the core have to be noticed by its tests on the host; `.cargo/mutants.toml` says which. Those of the shell,
//! which needs a browser, are noticed by the tests of the wasm, or else by scenarios of the built package.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::step::Step;
use crate::{browsers, copy, paths, toolchain, tools};

const SHELL: [&str; 2] = ["src/connect/*.rs", "src/browser/*.rs"];
/// What a fault in the shell goes through until it is noticed, after the tests of the wasm.
const SUITES: [&str; 2] = ["e2e", "conformance"];
/// All faults together; those of the shell take hours.
const LIMIT: Duration = Duration::from_secs(48 * 3600);

#[derive(clap::Args)]
pub struct Args {
    /// Faults in src/connect and src/browser instead, which tests in Chromium have to notice; takes hours
    #[arg(long)]
    shell: bool,
    /// For cargo-mutants, such as --iterate or --re=src/connect/relay.rs
    #[arg(last = true)]
    more: Vec<OsString>,
}

/// Tries every fault; an error that shows those that nobody noticed.
pub fn run(args: &Args) -> Result<()> {
    tools::ensure(&[tools::CARGO_MUTANTS])?;
    let mut mutants = Command::new(tools::CARGO_MUTANTS.find()?);
    mutants
        .args(["mutants", "--package", "alter-connect", "--jobs", "2"])
        // It has a copy of the sources, which is built elsewhere.
        .env_remove("CARGO_TARGET_DIR")
        // Nobody reads how the tests fail.
        .envs([("CARGO_PROFILE_DEV_DEBUG", "0"), ("RUST_BACKTRACE", "0")]);
    let out = if args.shell { paths::target().join("mutants-shell") } else { paths::target() };
    fs::create_dir_all(&out)?;
    mutants.arg("--output").arg(&out).args(&args.more);
    if args.shell {
        in_browsers(&mut mutants)?;
    } else {
        mutants.args(["--minimum-test-timeout", "60"]);
    }
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

/// Lets browsers play the tests: this program is Cargo's runner for those of the wasm, see [`notice`].
fn in_browsers(mutants: &mut Command) -> Result<()> {
    browsers::play_wasm(mutants)?;
    mutants
        .args(["--no-config", "--timeout", "1800"])
        .args(SHELL.iter().flat_map(|files| ["--file", files]))
        .args(["--", "--target", toolchain::TARGET, "--test", "web"])
        .env(browsers::WASM_RUNNER, format!("{} notice-fault", env::current_exe()?.display()))
        .envs([("ENGINES", "chromium"), ("FAIL_FAST", "1")]);
    Ok(())
}

/// Plays the tests of the wasm in a copy of the sources, then scenarios of the package that is built from it; an error once
/// one of them fails.
pub fn notice(tests: &[OsString]) -> Result<()> {
    let mut web = Command::new(browsers::web_tests()?);
    show(web.args(tests))?;
    let copy = env::current_dir()?;
    for suite in SUITES {
        show(copy::xtask(&copy, "test")?.args(["--only", suite]))?;
    }
    Ok(())
}

fn show(command: &mut Command) -> Result<()> {
    ensure!(command.status()?.success(), "noticed");
    Ok(())
}
