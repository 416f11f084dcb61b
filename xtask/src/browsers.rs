//! Programs of the workspace that drive real browsers against the built package.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step::Step;
use crate::{package, system, toolchain, tools};

/// Names what plays the tests of the wasm, for Cargo.
pub const WASM_RUNNER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";

/// `cargo` with these arguments, once the package is there, and the browsers and drivers of the engines that ENGINES names;
/// by default, of all three, or of Chromium, which plays the build with WebAssembly then.
pub fn cargo(arguments: &[&str], all: bool) -> Result<Command> {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments);
    let engines =
        env::var("ENGINES").unwrap_or_else(|_| (if all { "chromium,firefox,webkit" } else { "chromium" }).into());
    system::ensure(system::DISPLAY)?;
    for (engine, packages) in system::ENGINES {
        if engines.contains(engine) {
            system::ensure(packages)?;
        }
    }
    if engines.contains("firefox") {
        cargo.env("GECKODRIVER", tools::GECKODRIVER.provide()?);
    }
    package::ensure()?;
    cargo.env("ENGINES", engines);
    if !all {
        cargo.env("SHORT", "1").env("SDK", env::var("SDK").unwrap_or_else(|_| "ours".into()));
    }
    // Its own display rather than the developer's.
    cargo.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    Ok(cargo)
}

/// Lets a command that tests the wasm play its tests in real browsers, once what that takes is there.
pub fn play_wasm(command: &mut Command) -> Result<()> {
    tools::WASM_BINDGEN.provide()?;
    let mut runner = Command::new("cargo");
    runner.args(["build", "--package", "alter-connect-e2e", "--bin", "web-tests"]);
    Step::new("the runner of the wasm tests", runner).require()?;
    toolchain::provide()?.apply(command, &[tools::bin()]);
    command.env(WASM_RUNNER, web_tests()?);
    Ok(())
}

/// The program that plays the tests of the wasm: Cargo puts it beside this one.
pub fn web_tests() -> Result<PathBuf> {
    Ok(env::current_exe()?.with_file_name("web-tests"))
}

#[derive(clap::Args)]
pub struct Args {
    /// What the program itself takes; `-- --help` tells
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Runs such a program where it can be seen.
pub fn run(program: &str, package: &str, args: &Args) -> Result<()> {
    let mut run = cargo(&["run", "--quiet", "--package", package, "--bin", program, "--"], true)?;
    if !run.args(&args.arguments).status().context("could not run cargo")?.success() {
        bail!("{program}: not as it should be; see above");
    }
    Ok(())
}
