//! Prints what thousands of flows leave behind; fails if it is anything.

use std::process::ExitCode;

use alter_connect_e2e::Engine;
use alter_connect_measure::soak::{Plan, soak};
use anyhow::Result;
use clap::Parser;

/// Opens flow after flow in one page until each has ended, and compares what the page holds before and after.
#[derive(Parser)]
struct Args {
    /// The engine to play in; may be given several times
    #[arg(long, default_value = "chromium")]
    engine: Vec<Engine>,
    /// Flows in which a frame of another origin takes the popup's place
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(100..))]
    cycles: u64,
    /// Flows with real popups, after those
    #[arg(long, default_value_t = 100)]
    popups: u64,
    /// Leave something behind in each flow, to see the failure
    #[arg(long)]
    leak: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// False: there is a leak.
async fn run(args: &Args) -> Result<bool> {
    let plan = Plan { cycles: args.cycles, popups: false, leak: args.leak };
    let mut plans = vec![plan];
    if args.popups > 0 {
        plans.push(Plan { cycles: args.popups, popups: true, ..plan });
    }
    let mut clean = true;
    for engine in &args.engine {
        for plan in &plans {
            let course = soak(*engine, *plan).await?;
            println!("{course}");
            for leak in course.leaks() {
                println!("LEAK {leak}");
                clean = false;
            }
        }
    }
    Ok(clean)
}
