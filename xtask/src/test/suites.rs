//! What is checked and tested. In each lane, what is cheap comes first.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::counts::Counts;
use crate::step::Step;
use crate::{
    browsers, dependencies, emulator, frontends, fuzz, npm, package, panic_free, paths, published, python, site,
    system, toolchain, tools,
};

/// A part of the tests that can be run by itself.
pub struct Suite {
    pub name: &'static str,
    pub about: &'static str,
    pub lane: Lane,
    /// Whether it is part of the short command.
    pub short: bool,
    /// Provides what the suite needs, runs it and shows what failed.
    pub run: fn(How) -> Result<Counts>,
}

/// How a suite is run.
#[derive(Clone, Copy)]
pub struct How {
    /// All of it, or what one engine can prove.
    pub all: bool,
    /// Whether it goes on after a failure.
    pub keep_going: bool,
}

/// Suites of different lanes run beside each other.
#[derive(Clone, Copy, PartialEq)]
pub enum Lane {
    Browsers,
    Compilers,
}

const SHORT: bool = true;
const LONG: bool = false;

const fn suite(
    lane: Lane,
    short: bool,
    name: &'static str,
    run: fn(How) -> Result<Counts>,
    about: &'static str,
) -> Suite {
    Suite { name, about, lane, short, run }
}

use Lane::{Browsers, Compilers};

pub const SUITES: &[Suite] = &[
    suite(Compilers, SHORT, "fmt", fmt, "rustfmt, all crates"),
    suite(Compilers, SHORT, "scripts", scripts, "the tests in JavaScript: prettier, eslint, tsc"),
    suite(Compilers, SHORT, "host", host, "unit and property tests on the host"),
    suite(Compilers, SHORT, "clippy", clippy, "clippy, all crates on the host"),
    suite(Compilers, SHORT, "clippy-wasm", clippy_wasm, "clippy for wasm, the crate and the npm build"),
    suite(Compilers, SHORT, "panic-free", panic_free, "every place where the wasm could end early"),
    suite(Compilers, LONG, "types", types, "the package's types and manifest"),
    suite(Compilers, LONG, "dependencies", dependencies, "licences, sources and known weaknesses"),
    suite(Compilers, LONG, "crate", published, "the crate as published, with old and new dependencies"),
    suite(Compilers, LONG, "emulator", emulator, "the emulator's npm package on Node; the real backend client"),
    suite(Compilers, LONG, "fuzz", fuzz, "outside input, fuzzed on the host"),
    suite(Browsers, SHORT, "build", build, "the npm package: its files and its size budget"),
    suite(Browsers, SHORT, "wasm", wasm, "the crate's own tests in wasm"),
    suite(Browsers, SHORT, "e2e", e2e, "whole flows in real browsers against the emulator"),
    suite(Browsers, SHORT, "conformance", conformance, "the same scenarios as with the original package"),
    suite(Browsers, LONG, "site", site, "the built site from static files; the docs' figures"),
    suite(Browsers, LONG, "packaging", packaging, "the packed package in bundlers and frameworks"),
    suite(Browsers, LONG, "frontends", frontends, "the example apps in Leptos, Yew and Dioxus"),
    suite(Browsers, LONG, "wasm-pack", wasm_pack, "`wasm-pack test --headless --chrome` in the root"),
];

const PACKAGING: &str = "alter-connect-packaging";
/// The scenarios of the apps in Rust: they need nothing of the npm package.
const FRONTENDS: &str = "frontends::";

fn fmt(_: How) -> Result<Counts> {
    toolchain::ensure_lints()?;
    let mut counts = check("rustfmt", cargo(&["fmt", "--all", "--check"]))?;
    // They are no members of the workspace.
    for app in frontends::APPS {
        let manifest = format!("examples/{app}/Cargo.toml");
        counts += check(&format!("rustfmt, {app}"), cargo(&["fmt", "--check", "--manifest-path", &manifest]))?;
    }
    Ok(counts)
}

fn scripts(_: How) -> Result<Counts> {
    let tests = paths::root().join("tests");
    npm::install_in(&tests)?;
    let mut counts = Counts::default();
    for tool in ["prettier", "eslint", "tsc"] {
        let mut run = npm::npm(&["run", "--silent", tool]);
        run.current_dir(&tests);
        counts += check(tool, run)?;
    }
    Ok(counts)
}

fn clippy(_: How) -> Result<Counts> {
    toolchain::ensure_lints()?;
    check("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(_: How) -> Result<Counts> {
    toolchain::ensure_lints()?;
    let mut counts = Counts::default();
    for (name, selection) in [
        ("clippy for wasm", &["--package", "alter-connect", "--all-targets"][..]),
        ("clippy for wasm without features", &["--package", "alter-connect", "--no-default-features"]),
        ("clippy for the npm build", &["--package", "alter-connect-npm"]),
    ] {
        let mut lint = cargo(&["clippy", "--target", toolchain::TARGET]);
        toolchain::provide()?.apply(&mut lint, &[]);
        lint.args(selection).args(["--", "-D", "warnings"]);
        counts += check(name, lint)?;
    }
    Ok(counts)
}

fn dependencies(_: How) -> Result<Counts> {
    dependencies::licences()?;
    let mut counts = Counts::check(true);
    for unanswered in [dependencies::advisories()?, dependencies::audit()?] {
        counts += match unanswered {
            None => Counts::check(true),
            Some(why) => {
                eprintln!("  dependencies: {why}");
                Counts::skipped()
            }
        };
    }
    Ok(counts)
}

fn host(how: How) -> Result<Counts> {
    // All but the crates that a suite of their own plays, so that none is forgotten.
    let mut test = cargo(&["test", "--no-fail-fast", "--workspace"]);
    for package in ["conformance", "e2e", "fuzz", "packaging", "site"] {
        test.args(["--exclude", &format!("alter-connect-{package}")]);
    }
    tests("tests on the host", test, how)
}

fn published(_: How) -> Result<Counts> {
    let mut counts = Counts::default();
    for (name, documentation) in published::documentation()? {
        counts += check(name, documentation)?;
    }
    if !published::registry_answers()? {
        eprintln!("  crate: package and versions were not checked; no registry can be reached");
        return Ok(counts);
    }
    let dry_run = check("cargo publish --dry-run", published::dry_run()?)?;
    counts += dry_run.clone();
    if dry_run.failed == 0 {
        for (name, compiled) in published::compiled()? {
            counts += check(&name, compiled)?;
        }
    }
    Ok(counts)
}

fn emulator(how: How) -> Result<Counts> {
    emulator::build()?;
    let python = python::environment()?;
    let mut counts = Counts::default();
    for (name, carrier, selection) in [
        ("the emulator's tests on Node", Some("node"), "--include-ignored"),
        // The others are in the suite `host`.
        ("the real backend client", None, "--ignored"),
    ] {
        let mut test = cargo(&["test", "--package", "alter-connect-emulator", "--test", "http", "--test", "program"]);
        test.args(["--", selection]);
        test.env("ALTER_PYTHON", &python).envs(carrier.map(|carrier| ("ALTER_EMULATOR", carrier)));
        counts += tests(name, test, how)?;
    }
    Ok(counts)
}

fn fuzz(_: How) -> Result<Counts> {
    toolchain::ensure_lints()?;
    let mut counts = check("clippy for the fuzz targets", fuzz::lint()?)?;
    for passed in fuzz::all(Duration::from_secs(10))? {
        counts += Counts::one(passed);
    }
    Ok(counts)
}

fn build(_: How) -> Result<Counts> {
    let package = package::ensure()?;
    package.print()?;
    package.check()?;
    Ok(Counts::check(true))
}

fn panic_free(_: How) -> Result<Counts> {
    package::ensure()?;
    if !toolchain::provide()?.rust_src {
        eprintln!(
            "  panic-free: not checked; a build without the standard library's sources keeps that library's panics"
        );
        return Ok(Counts::skipped());
    }
    panic_free::check()?;
    Ok(Counts::check(true))
}

fn types(how: How) -> Result<Counts> {
    system::ensure(system::NODE)?;
    package::ensure()?;
    tests("type checks", cargo(&["test", "--package", PACKAGING, "--test", "types"]), how)
}

fn wasm(how: How) -> Result<Counts> {
    let mut test = browsers::cargo(&["test", "--target", toolchain::TARGET, "--test", "web"], how.all)?;
    browsers::play_wasm(&mut test)?;
    tests("wasm tests", test, how)
}

fn e2e(how: How) -> Result<Counts> {
    let mut test = browsers::cargo(&["test", "--package", "alter-connect-e2e"], how.all)?;
    test.env("ALTER_PYTHON", python::environment()?);
    tests("end-to-end tests", test, how)
}

fn conformance(how: How) -> Result<Counts> {
    let test = browsers::cargo(&["test", "--package", "alter-connect-conformance"], how.all)?;
    tests("the same scenarios with both packages", test, how)
}

fn site(how: How) -> Result<Counts> {
    site::build(site::Hosted::Worker)?;
    site::build(site::Hosted::Process)?;
    tests("the site", browsers::cargo(&["test", "--no-fail-fast", "--package", "alter-connect-site"], how.all)?, how)
}

fn packaging(how: How) -> Result<Counts> {
    npm::ensure_node(npm::TO_PACKAGE)?;
    emulator::build()?;
    let mut test = packaging_tests(&["--skip", FRONTENDS])?;
    test.env("ALTER_PYTHON", python::environment()?);
    tests("bundlers, frameworks and examples", test, how)
}

fn frontends(how: How) -> Result<Counts> {
    frontends::build()?;
    tests("Rust frontends", packaging_tests(&[FRONTENDS])?, how)
}

/// All of them play in Chromium.
fn packaging_tests(selection: &[&str]) -> Result<Command> {
    let arguments = ["test", "--package", PACKAGING, "--test", "packaging", "--"];
    let mut test = browsers::cargo(&arguments, false)?;
    test.args(selection);
    Ok(test)
}

fn wasm_pack(how: How) -> Result<Counts> {
    system::ensure(system::CHROMIUM)?;
    tools::WASM_BINDGEN.provide()?;
    let mut test = Command::new(tools::WASM_PACK.provide()?);
    toolchain::provide()?.apply(&mut test, &[tools::bin()]);
    test.args(["test", "--headless", "--chrome"]);
    tests("wasm-pack test", test, how)
}

fn cargo(args: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(args);
    cargo
}

/// A command that counts as one: its success.
fn check(name: &str, command: Command) -> Result<Counts> {
    let finished = Step::new(name, command).run()?;
    if !finished.success {
        eprintln!("{}", finished.report());
    }
    Ok(Counts::check(finished.success))
}

/// A command that runs tests and closes each group of them with their counts.
fn tests(name: &str, mut command: Command, how: How) -> Result<Counts> {
    if !how.keep_going {
        command.env("FAIL_FAST", "1");
    }
    let finished = Step::new(name, command).limit(Duration::from_secs(30 * 60)).run()?;
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
