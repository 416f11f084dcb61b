//! Measures this SDK beside the package that it replaces, prints the figures, and writes docs/performance.md.

use std::path::PathBuf;
use std::process::ExitCode;

use alter_connect_e2e::{Engine, repository};
use alter_connect_measure::bench::bytes::Bytes;
use alter_connect_measure::bench::{Plan, Scripts, measure, report};
use anyhow::Result;
use clap::Parser;

/// Measures both SDKs in turns.
#[derive(Parser)]
struct Args {
    /// The engine to measure in; may be given several times [default: chromium and firefox]
    #[arg(long)]
    engine: Vec<Engine>,
    /// Few repetitions; prints the figures and leaves docs/performance.md alone
    #[arg(long)]
    quick: bool,
    /// The sizes of the built files, as `cargo xtask bench` writes them
    #[arg(long)]
    bytes: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<()> {
    let bytes = Bytes::read(&args.bytes)?;
    let scripts = Scripts::read()?;
    let engines = if args.engine.is_empty() { &[Engine::Chromium, Engine::Firefox][..] } else { &args.engine };
    let plan = if args.quick { Plan::QUICK } else { Plan::FULL };
    let mut results = Vec::new();
    for engine in engines {
        results.push((*engine, measure(*engine, &scripts, plan).await?));
    }
    println!("{}", report::generate(&bytes, &results)?);
    // The page has both engines.
    if args.quick || !args.engine.is_empty() {
        println!("(docs/performance.md is written by a whole run: without --quick and --engine)");
        return Ok(());
    }
    report::write(&repository().join("docs"), &bytes, &results)
}
