//! Prints how soon, and how surely, a closed popup is noticed.

use std::process::ExitCode;
use std::time::Duration;

use alter_connect_e2e::Engine;
use alter_connect_measure::exits::{By, measure};
use alter_connect_measure::severed::{Story, play};
use anyhow::Result;
use clap::Parser;
use tokio::task::LocalSet;

/// Closes popups, and measures the time until onExit.
#[derive(Parser)]
struct Args {
    /// The engine to measure; may be given several times [default: chromium, firefox and webkit]
    #[arg(long)]
    engine: Vec<Engine>,
    /// How often the popup is closed in each way
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    times: u16,
    /// Instead: popups at a provider whose page sends COOP same-origin, and a sign-in of so many seconds there
    #[arg(long, value_name = "SECONDS")]
    coop: Option<u64>,
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

/// False: something else happened than should have.
async fn run(args: &Args) -> Result<bool> {
    let engines = if args.engine.is_empty() { Engine::ALL.to_vec() } else { args.engine.clone() };
    match args.coop {
        Some(seconds) => tell_stories(&engines, Duration::from_secs(seconds)).await,
        None => tell_latencies(&engines, args.times).await,
    }
}

async fn tell_latencies(engines: &[Engine], times: u16) -> Result<bool> {
    println!("from the close to onExit            times     median      worst");
    let mut good = true;
    for engine in engines {
        for by in [By::User, By::Page] {
            let latencies = measure(*engine, by, times).await?;
            println!("{latencies}");
            good &= latencies.is_prompt();
        }
    }
    Ok(good)
}

async fn tell_stories(engines: &[Engine], sign_in: Duration) -> Result<bool> {
    println!("the popup is at a provider with COOP same-origin, and its user ...");
    // All at once: each engine has a display of its own, and most of the time is the users'.
    let local = LocalSet::new();
    let tellers: Vec<_> = engines.iter().map(|engine| local.spawn_local(tell(*engine, sign_in))).collect();
    local.await;
    let mut good = true;
    for teller in tellers {
        good &= teller.await?;
    }
    Ok(good)
}

/// Whether each story went as it should.
async fn tell(engine: Engine, sign_in: Duration) -> bool {
    let mut good = true;
    for story in Story::all(sign_in) {
        let outcome = play(engine, story).await;
        good &= outcome.is_ok();
        let outcome = outcome.unwrap_or_else(|error| format!("FAILED {error:#}"));
        println!("{:10}{:42}{outcome}", engine.name(), story.to_string());
    }
    good
}
