//! Every check and test, in order, counted.

use std::env;
use std::ops::AddAssign;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::npm;
use crate::package;
use crate::paths::find_program;
use crate::python;
use crate::step::{Step, clock};
use crate::system;
use crate::toolchain;
use crate::tools;

#[derive(clap::Args)]
pub struct Args {
    /// Run this suite alone; may be given several times
    #[arg(long, value_name = "SUITE")]
    only: Vec<String>,
    /// List the suites
    #[arg(long)]
    list: bool,
}

struct Suite {
    name: &'static str,
    about: &'static str,
    /// The suite without whose success this one can't run.
    needs: Option<&'static str>,
    run: fn() -> Result<Counts>,
}

const SUITES: &[Suite] = &[
    Suite { name: "fmt", about: "rustfmt, all crates", needs: None, run: fmt },
    Suite { name: "clippy", about: "clippy, all crates on the host", needs: None, run: clippy },
    Suite {
        name: "clippy-wasm",
        about: "clippy, the SDK for wasm, as a crate and as the npm build",
        needs: None,
        run: clippy_wasm,
    },
    Suite { name: "host", about: "unit and property tests on the host", needs: None, run: host },
    Suite { name: "build", about: "the npm package: its files and its size budget", needs: None, run: build },
    Suite { name: "types", about: "the package's types", needs: Some("build"), run: types },
    Suite { name: "wasm-chromium", about: "tests in Chromium", needs: None, run: wasm_chromium },
    Suite { name: "wasm-firefox", about: "tests in Firefox", needs: None, run: wasm_firefox },
    Suite { name: "e2e", about: "whole flows in real browsers against the emulator", needs: Some("build"), run: e2e },
];

#[derive(Clone, Copy, Default)]
struct Counts {
    passed: u32,
    failed: u32,
}

/// Runs the suites; an error if anything failed.
pub fn run(args: &Args) -> Result<()> {
    if args.list {
        for suite in SUITES {
            println!("{:<15} {}", suite.name, suite.about);
        }
        return Ok(());
    }
    let known = |name: &String| SUITES.iter().any(|suite| suite.name == *name);
    if let Some(unknown) = args.only.iter().find(|name| !known(name)) {
        bail!("no suite is named {unknown}; `cargo xtask test --list` shows them");
    }

    let started = Instant::now();
    let mut total = Counts::default();
    let mut unusable = Vec::new();
    for suite in SUITES {
        if !args.only.is_empty() && !args.only.iter().any(|name| name == suite.name) {
            continue;
        }
        let counts = match suite.needs.filter(|needed| unusable.contains(needed)) {
            Some(needed) => {
                eprintln!("  ✗ {} was not run, because {needed} failed", suite.name);
                Counts::one(false)
            }
            None => (suite.run)().unwrap_or_else(|error| {
                eprintln!("  ✗ {}: {error:#}", suite.name);
                Counts::one(false)
            }),
        };
        eprintln!("{}: {counts}", suite.name);
        if counts.failed > 0 {
            unusable.push(suite.name);
        }
        total += counts;
    }
    eprintln!("took {}", clock(started.elapsed()));
    println!("{total}");
    // The line above is the last word, so no error is printed after it.
    std::process::exit(i32::from(total.failed > 0));
}

fn fmt() -> Result<Counts> {
    toolchain::ensure_lints()?;
    check("rustfmt", cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result<Counts> {
    toolchain::ensure_lints()?;
    let lint = cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    check("clippy", lint)
}

fn clippy_wasm() -> Result<Counts> {
    toolchain::ensure_lints()?;
    let mut counts = Counts::default();
    for (name, shape) in [
        ("clippy for wasm", &["--all-targets"][..]),
        ("clippy for the npm build", &["--lib", "--no-default-features", "--features", "npm"]),
    ] {
        let mut lint = cargo(&["clippy", "--package", "alter-connect", "--target", toolchain::TARGET]);
        toolchain::provide()?.apply(&mut lint, &[]);
        lint.args(shape).args(["--", "-D", "warnings"]);
        counts += check(name, lint)?;
    }
    Ok(counts)
}

fn host() -> Result<Counts> {
    let workspace = ["test", "--workspace", "--exclude", "alter-connect-e2e", "--no-fail-fast"];
    tests("tests on the host", cargo(&workspace))
}

fn build() -> Result<Counts> {
    let package = package::ensure()?;
    package.print();
    package.check()?;
    Ok(Counts::one(true))
}

fn types() -> Result<Counts> {
    check("type checks", npm::npm(&["run", "types"]))
}

fn wasm_chromium() -> Result<Counts> {
    system::ensure(system::BROWSERS)?;
    wasm_tests("chrome", "chromedriver", find_program("chromedriver"))
}

fn wasm_firefox() -> Result<Counts> {
    system::ensure(system::BROWSERS)?;
    tools::ensure(&[tools::GECKODRIVER])?;
    wasm_tests("firefox", "geckodriver", tools::GECKODRIVER.find().ok())
}

fn wasm_tests(browser: &str, driver: &str, path: Option<std::path::PathBuf>) -> Result<Counts> {
    let wasm = toolchain::provide()?;
    tools::ensure(tools::TO_BUILD)?;
    let Some(path) = path else { bail!("{driver} was not found") };
    let mut wasm_pack = Command::new(tools::WASM_PACK.find()?);
    wasm.apply(&mut wasm_pack, &[tools::bin()]);
    wasm_pack
        .args(["test", "--headless", &format!("--{browser}"), &format!("--{driver}")])
        .arg(path)
        // Seconds; a browser's first start on a busy machine takes its time.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    tests(&format!("wasm tests in {browser}"), wasm_pack)
}

fn e2e() -> Result<Counts> {
    system::ensure(system::BROWSERS)?;
    tools::ensure(&[tools::GECKODRIVER])?;
    package::ensure()?;
    let mut cargo = cargo(&["test", "--package", "alter-connect-e2e", "--no-fail-fast"]);
    cargo
        .env("GECKODRIVER", tools::GECKODRIVER.find()?)
        .env("PYTHON", python::environment()?)
        // Its own display rather than the developer's.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    tests_within("end-to-end tests", cargo, Duration::from_secs(45 * 60))
}

fn cargo(args: &[&str]) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(args);
    cargo
}

/// A command that counts as one: its success.
fn check(name: &str, command: Command) -> Result<Counts> {
    let finished = Step::new(name, command).run()?;
    if !finished.success {
        eprintln!("{}", finished.report());
    }
    Ok(Counts::one(finished.success))
}

fn tests(name: &str, command: Command) -> Result<Counts> {
    tests_within(name, command, Duration::from_secs(30 * 60))
}

/// A command that runs tests and closes each group of them with their counts.
fn tests_within(name: &str, command: Command, limit: Duration) -> Result<Counts> {
    let finished = Step::new(name, command).limit(limit).run()?;
    let mut counts = Counts::read(&finished.output);
    if !finished.success {
        eprintln!("{}", finished.report());
        // It may also have failed before the first test or between two.
        counts.failed = counts.failed.max(1);
    } else if counts.passed + counts.failed == 0 {
        eprintln!("  ✗ {name}: no test was run");
        counts.failed = 1;
    }
    Ok(counts)
}

impl Counts {
    fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into() }
    }

    /// The sum of all lines like `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let Some((_, result)) = line.split_once("test result: ") else {
                continue;
            };
            let count = |what: &str| {
                let part = result.split(&[';', '.']).find(|part| part.trim_end().ends_with(what));
                part.and_then(|part| part.split_whitespace().next()?.parse().ok()).unwrap_or(0)
            };
            sum += Self { passed: count(" passed"), failed: count(" failed") };
        }
        sum
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn counts_of_all_groups_are_added() {
        let output = "\
            running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; finished in 1.20s\n";
        assert_eq!(Counts::read(output).to_string(), "13 passed, 2 failed");
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(Counts::read("error: 5 passed; 0 failed").to_string(), "0 passed, 0 failed");
    }
}
