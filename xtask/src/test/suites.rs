//! What is checked and tested, in the order in which it runs.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::counts::Counts;
use crate::step::Step;
use crate::{
    browsers, dependencies, emulator, frontends, fuzz, npm, package, panic_free, published, python, site, system,
    toolchain,
};

/// A part of the tests that can be run by itself.
pub struct Suite {
    pub name: &'static str,
    pub about: &'static str,
    /// The suite without whose success this one can't run.
    pub needs: Option<&'static str>,
    /// Provides what the suite needs, runs it and shows what failed.
    pub run: fn() -> Result<Counts>,
}

pub const SUITES: &[Suite] = &[
    Suite { name: "fmt", about: "rustfmt, all crates", needs: None, run: fmt },
    Suite { name: "clippy", about: "clippy, all crates on the host", needs: None, run: clippy },
    Suite {
        name: "clippy-wasm",
        about: "clippy for wasm, the crate with and without features, and the npm build",
        needs: None,
        run: clippy_wasm,
    },
    Suite {
        name: "dependencies",
        about: "licences and sources of what we depend on; known weaknesses, where somebody answers",
        needs: None,
        run: dependencies,
    },
    Suite { name: "host", about: "unit and property tests on the host", needs: None, run: host },
    Suite {
        name: "crate",
        about: "the crate as published, with old and new dependencies",
        needs: None,
        run: published,
    },
    Suite {
        name: "emulator",
        about: "the emulator's npm package: the tests of the program on Node; the real backend client with both",
        needs: None,
        run: emulator,
    },
    Suite { name: "fuzz", about: "outside input, fuzzed on the host", needs: None, run: fuzz },
    Suite { name: "build", about: "the npm package: its files and its size budget", needs: None, run: build },
    Suite {
        name: "panic-free",
        about: "the wasm that is shipped: every place where it could end early, each with its reason",
        needs: Some("build"),
        run: panic_free,
    },
    Suite { name: "types", about: "the package's types and manifest", needs: Some("build"), run: types },
    Suite { name: "wasm", about: "the crate's own tests in wasm, in three engines", needs: Some("build"), run: wasm },
    Suite {
        name: "e2e",
        about: "whole flows in real browsers against the emulator; in Chromium also without WebAssembly",
        needs: Some("build"),
        run: e2e,
    },
    Suite {
        name: "conformance",
        about: "the same scenarios with the original package and with ours, in three engines; in Chromium also without WebAssembly",
        needs: Some("build"),
        run: conformance,
    },
    Suite {
        name: "site",
        about: "the built site from static files: flows in three engines; looks, keyboard, links, first load; the docs' figures",
        needs: Some("build"),
        run: site,
    },
    Suite {
        name: "packaging",
        about: "the packed package in bundlers and frameworks; the example apps with their backends",
        needs: Some("build"),
        run: packaging,
    },
    Suite { name: "frontends", about: "the example apps in Leptos, Yew and Dioxus", needs: None, run: frontends },
];

const PACKAGING: &str = "alter-connect-packaging";
/// The scenarios of the apps in Rust: they need nothing of the npm package.
const FRONTENDS: &str = "frontends::";

fn fmt() -> Result<Counts> {
    toolchain::ensure_lints()?;
    let mut counts = check("rustfmt", cargo(&["fmt", "--all", "--check"]))?;
    // They are no members of the workspace.
    for app in frontends::APPS {
        let manifest = format!("examples/{app}/Cargo.toml");
        counts += check(&format!("rustfmt, {app}"), cargo(&["fmt", "--check", "--manifest-path", &manifest]))?;
    }
    Ok(counts)
}

fn clippy() -> Result<Counts> {
    toolchain::ensure_lints()?;
    let lint = cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    check("clippy", lint)
}

fn clippy_wasm() -> Result<Counts> {
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

fn dependencies() -> Result<Counts> {
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

fn host() -> Result<Counts> {
    let packages = ["--package", "alter-connect", "--package", "alter-connect-emulator", "--package", "xtask"];
    let mut test = cargo(&["test", "--no-fail-fast"]);
    test.args(packages);
    tests("tests on the host", test)
}

fn published() -> Result<Counts> {
    let mut counts = Counts::default();
    for (name, documentation) in published::documentation()? {
        counts += check(name, documentation)?;
    }
    if !published::registry_answers()? {
        eprintln!("  crate: package and versions were not checked; no registry can be reached");
        return Ok(counts);
    }
    let dry_run = check("cargo publish --dry-run", published::dry_run()?)?;
    counts += dry_run;
    if dry_run.failed == 0 {
        for (name, compiled) in published::compiled()? {
            counts += check(&name, compiled)?;
        }
    }
    Ok(counts)
}

fn emulator() -> Result<Counts> {
    emulator::build()?;
    let python = python::environment()?;
    let mut counts = Counts::default();
    for (name, carrier, selection) in [
        ("the emulator's tests on Node", Some("node"), "--include-ignored"),
        // The others are in the suite `host`.
        ("the real backend client", None, "--ignored"),
    ] {
        let mut test = cargo(&["test", "--no-fail-fast", "--package", "alter-connect-emulator"]);
        test.args(["--test", "http", "--test", "program", "--", selection]);
        test.env("ALTER_PYTHON", &python).envs(carrier.map(|carrier| ("ALTER_EMULATOR", carrier)));
        counts += tests(name, test)?;
    }
    Ok(counts)
}

fn fuzz() -> Result<Counts> {
    toolchain::ensure_lints()?;
    let mut counts = check("clippy for the fuzz targets", fuzz::lint()?)?;
    for passed in fuzz::all(Duration::from_secs(10))? {
        counts += Counts::one(passed);
    }
    Ok(counts)
}

fn build() -> Result<Counts> {
    let package = package::ensure()?;
    package.print();
    package.check()?;
    Ok(Counts::check(true))
}

fn panic_free() -> Result<Counts> {
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

fn types() -> Result<Counts> {
    system::ensure(system::NODE)?;
    package::ensure()?;
    tests("type checks", cargo(&["test", "--package", PACKAGING, "--test", "types"]))
}

fn wasm() -> Result<Counts> {
    let mut test = browsers::cargo(&["test", "--target", toolchain::TARGET, "--test", "web"])?;
    browsers::play_wasm(&mut test)?;
    tests("wasm tests in three engines", test)
}

fn e2e() -> Result<Counts> {
    let mut test = browsers::cargo(&["test", "--no-fail-fast", "--package", "alter-connect-e2e"])?;
    test.env("ALTER_PYTHON", python::environment()?);
    tests("end-to-end tests", test)
}

fn conformance() -> Result<Counts> {
    let test = browsers::cargo(&["test", "--no-fail-fast", "--package", "alter-connect-conformance"])?;
    tests("the same scenarios with both packages", test)
}

fn site() -> Result<Counts> {
    site::build(site::Hosted::Worker)?;
    tests("the site", browsers::cargo(&["test", "--no-fail-fast", "--package", "alter-connect-site"])?)
}

fn packaging() -> Result<Counts> {
    npm::ensure_node(npm::TO_PACKAGE)?;
    package::ensure()?;
    emulator::build()?;
    let mut test = packaging_tests(&["--skip", FRONTENDS])?;
    test.env("ALTER_PYTHON", python::environment()?);
    tests("bundlers, frameworks and examples", test)
}

fn frontends() -> Result<Counts> {
    frontends::build()?;
    tests("Rust frontends", packaging_tests(&[FRONTENDS])?)
}

fn packaging_tests(selection: &[&str]) -> Result<Command> {
    system::ensure(system::BROWSERS)?;
    let mut test = cargo(&["test", "--package", PACKAGING, "--test", "packaging", "--no-fail-fast", "--"]);
    test.args(selection).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    Ok(test)
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
fn tests(name: &str, command: Command) -> Result<Counts> {
    let finished = Step::new(name, command).limit(Duration::from_secs(45 * 60)).run()?;
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
