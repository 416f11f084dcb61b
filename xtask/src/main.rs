//! `cargo xtask <command>`: everything a contributor runs, each command
//! providing what it needs first.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

mod browsers;
mod demo;
mod dependencies;
mod emulator;
mod frontends;
mod fuzz;
mod mutants;
mod npm;
mod pack;
mod package;
mod panic_free;
mod paths;
mod process;
mod published;
mod python;
mod release;
mod site;
mod step;
mod system;
mod test;
mod toolchain;
mod tools;
mod wasm;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install everything that the other commands need
    Setup,
    /// Build the npm package into pkg/dist and print its sizes
    Build,
    /// Make everything that an app needs of this checkout in target/pack, and print the lines that use it
    Pack,
    /// Run the tests that one engine can play, or `--all`; the last line reads `N passed, N failed`
    Test(test::Args),
    /// Serve the site beside the emulator
    Demo(demo::Args),
    /// Do all that a release would, but the uploads
    Release(release::Args),
    /// Build the site into target/site: static files, with the emulator in a service worker
    Site,
    /// Build the emulator's npm package into emulator/npm and pack it into target
    Emulator,
    /// Play the conformance scenarios with the original package and with ours, and record what is observed
    Record(browsers::Args),
    /// Measure the original package and ours side by side, and write docs/performance.md
    Bench(browsers::Args),
    /// Close popups, and print how soon and how surely that is noticed
    Exits(browsers::Args),
    /// Build faults in, one at a time: the tests have to notice each
    Mutants(mutants::Args),
    /// Fuzz what the SDK takes from outside, on the host
    Fuzz(fuzz::Args),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without a backtrace: what went wrong is outside of this program.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    process::end_children_on_signal()?;
    match Cli::parse().command {
        Command::Setup => setup(),
        Command::Build => {
            let package = package::build()?;
            package.print()?;
            package.check()
        }
        Command::Pack => pack::run(),
        Command::Test(args) => test::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Release(args) => release::run(&args),
        Command::Site => {
            println!("{}", site::build(site::Hosted::Worker)?.display());
            Ok(())
        }
        Command::Emulator => {
            println!("{}", emulator::build()?.display());
            Ok(())
        }
        Command::Record(args) => browsers::run("record", "alter-connect-conformance", &args),
        Command::Bench(args) => browsers::run("bench", "alter-connect-measure", &args),
        Command::Exits(args) => browsers::run("exits", "alter-connect-measure", &args),
        Command::Mutants(args) => mutants::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
    }
}

fn setup() -> Result<()> {
    toolchain::retry_components()?;
    let wasm = toolchain::provide()?;
    system::ensure(system::DISPLAY)?;
    system::ENGINES.iter().try_for_each(|(_, packages)| system::ensure(packages))?;
    system::ensure(system::PYTHON)?;
    tools::ensure(tools::ALL)?;
    npm::install()?;
    npm::install_in(&paths::root().join("www"))?;
    dependencies::provide()?;
    println!("Ready: {wasm}. Tools are in {}.", paths::cache().display());
    Ok(())
}
