//! Do the tests notice faults? cargo-mutants and Stryker build them in, one at a time.
//!
//! Those of the core have to be noticed by its tests on the host; `.cargo/mutants.toml` says which. Those of the shell,
//! which needs a browser, are noticed by the tests of the wasm, or else by scenarios of the package that is built from it.
//! Those of the loader are noticed by scenarios alone; `pkg/stryker.config.mjs` says which faults.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::step::Step;
use crate::{browsers, copy, paths, python, toolchain, tools};

const STRYKER: &str = "@stryker-mutator/core@9.6.1";
/// Names the fault that Stryker wants in.
const FAULT: &str = "__STRYKER_ACTIVE_MUTANT__";
/// What plays scenarios of the package, one after the other until the fault is noticed.
const SCENARIOS: [&str; 2] = ["alter-connect-e2e", "alter-connect-conformance"];
/// Scenarios that are likely to notice a fault in the loader; they come first.
const LIKELY: &str = "class::|connect::|ready::";
/// All faults together; those of the shell take hours.
const LIMIT: Duration = Duration::from_secs(48 * 3600);

#[derive(clap::Args)]
pub struct Args {
    /// Faults in src/connect and src/browser instead, which tests in Chromium have to notice; takes hours
    #[arg(long, conflicts_with = "loader")]
    shell: bool,
    /// Faults in the loader instead, which tests in Chromium have to notice; takes hours
    #[arg(long)]
    loader: bool,
    /// For cargo-mutants or Stryker, such as --iterate or --re=relay.rs
    #[arg(last = true)]
    more: Vec<OsString>,
}

/// Tries every fault; an error that shows those that nobody noticed.
pub fn run(args: &Args) -> Result<()> {
    if args.loader {
        return loader(&args.more);
    }
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
        mutants.args(["--config", ".cargo/mutants-shell.toml", "--timeout", "1800"]);
        mutants.args(["--", "--target", toolchain::TARGET, "--test", "web"]);
        browsers::play_wasm(&mut mutants)?;
        mutants.env(browsers::WASM_RUNNER, format!("{} notice-fault", env::current_exe()?.display()));
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

/// Stryker builds all faults in at once, each behind a question whether it is wanted.
fn loader(more: &[OsString]) -> Result<()> {
    let folder = paths::target().join("mutants-loader");
    let _ = fs::remove_dir_all(&folder);
    copy::clone(paths::root(), &folder)?;
    Step::new("build", copy::xtask(&folder, "build")?).require()?;
    let mut stryker = Command::new("npx");
    stryker.args(["--yes", "--package", STRYKER, "stryker", "run"]).args(more).current_dir(folder.join("pkg"));
    stryker.env("ALTER_XTASK", env::current_exe()?);
    in_browsers(&mut stryker)?;
    println!("{}", Step::new("faults", stryker).limit(LIMIT).require()?);
    Ok(())
}

fn in_browsers(command: &mut Command) -> Result<()> {
    command.env("ALTER_PYTHON", python::environment()?).envs([
        ("ENGINES", "chromium"),
        ("SDK", "ours"),
        ("FAIL_FAST", "1"),
    ]);
    Ok(())
}

/// Plays tests in a copy of the sources with a fault; an error once one of them fails. Cargo calls this as the runner of the
/// tests of the wasm, and Stryker without any.
pub fn notice(tests: &[OsString]) -> Result<()> {
    let folder = env::current_dir()?;
    if tests.is_empty() {
        choose_fault(&folder.join("dist"), env::var(FAULT).ok().as_deref())?;
        play(LIKELY)?;
        return play("");
    }
    passes(Command::new(browsers::web_tests()?).args(tests))?;
    let _ = fs::remove_dir_all(folder.join("pkg/dist"));
    // It ends with an error, since a package made in a hurry is too large.
    let hurry = [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")];
    let _ = copy::xtask(&folder, "build")?.envs(hurry).status()?;
    play("")
}

/// Plays the scenarios with one of these parts in their name.
fn play(scenarios: &str) -> Result<()> {
    for package in SCENARIOS {
        let mut test = Command::new("cargo");
        test.args(["test", "--package", package]).envs([("SCENARIO", scenarios), ("FUZZ", "300")]);
        passes(&mut test)?;
    }
    Ok(())
}

fn passes(command: &mut Command) -> Result<()> {
    ensure!(command.status()?.success(), "noticed");
    Ok(())
}

/// Says in the first line of each file of the package which of Stryker's faults is wanted there.
fn choose_fault(dist: &Path, fault: Option<&str>) -> Result<()> {
    for format in ["esm", "cjs", "umd"] {
        let file = dist.join(format!("alter-connect.{format}.js"));
        let script = fs::read_to_string(&file)?;
        let license = script.find("/*!").with_context(|| format!("no licence in {}", file.display()))?;
        let choice = fault.map(|fault| format!("globalThis.__stryker__ = {{ activeMutant: \"{fault}\" }};\n"));
        fs::write(&file, choice.unwrap_or_default() + &script[license..])?;
    }
    Ok(())
}
