//! Prints the table: scenarios × engines.

use std::process::ExitCode;

use alter_connect_conformance::docs;
use alter_connect_conformance::fuzz::{Run, fuzz};
use alter_connect_conformance::scenarios::{groups, scenarios};
use alter_connect_conformance::table::Table;
use alter_connect_conformance::verdict::compare;
use alter_connect_conformance::{Recorded, Scenario, Stage, Verdict, judge};
use alter_connect_e2e::{Engine, Sdk};
use anyhow::Result;
use clap::Parser;

/// Plays every scenario with @alter-ai/connect 0.8.0 and with this package, and prints how they compare.
#[derive(Parser)]
struct Args {
    /// The engine to play in; may be given several times [default: chromium, firefox and webkit]
    #[arg(long)]
    engine: Vec<Engine>,
    /// Play only scenarios with this in their name; may be given several times
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Record the declared differences as they are now, and write docs/compatibility.md
    #[arg(long)]
    write_docs: bool,
    /// Play so many random messages instead of the scenarios
    #[arg(long, value_name = "MESSAGES")]
    fuzz: Option<u32>,
    /// The seed of the random messages
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    fuzz_seed: u32,
    /// The number of the first random message
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    fuzz_from: u32,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let engines = if args.engine.is_empty() { Engine::ALL.to_vec() } else { args.engine.clone() };
    let passed = match args.fuzz {
        Some(count) => play_messages(&engines, &args, count).await?,
        None => play_scenarios(&engines, &args).await?,
    };
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn play_messages(engines: &[Engine], args: &Args, count: u32) -> Result<bool> {
    let mut passed = true;
    for engine in engines {
        let run = Run { seed: args.fuzz_seed, from: args.fuzz_from, to: args.fuzz_from.saturating_add(count) };
        let mut stage = Stage::new(*engine, Sdk::chosen(*engine)?);
        for build in stage.builds() {
            let name = build.name();
            match fuzz(&mut stage, build, run).await {
                Ok(sums) => println!("{engine}, {name}: {sums}"),
                Err(error) => {
                    println!("{engine}, {name}: {error:#}");
                    passed = false;
                }
            }
        }
        stage.restart().await;
    }
    Ok(passed)
}

async fn play_scenarios(engines: &[Engine], args: &Args) -> Result<bool> {
    let mut scenarios = scenarios();
    if !args.only.is_empty() {
        scenarios.retain(|scenario| args.only.iter().any(|text| scenario.name.contains(text.as_str())));
    }
    if args.write_docs {
        let mut stage = Stage::new(engines[0], vec![Sdk::Ours]);
        record(&mut stage, &scenarios, !args.only.is_empty()).await?;
        stage.restart().await;
    }
    let recorded = Recorded::read()?;
    let mut table = Table::new(engines, &scenarios);
    for engine in engines {
        let mut stage = Stage::new(*engine, Sdk::chosen(*engine)?);
        for scenario in &scenarios {
            let verdict = judge(&mut stage, scenario, &recorded).await;
            eprintln!("{engine}: {verdict:10} {}", scenario.name);
            table.enter(scenario, *engine, verdict);
        }
        stage.restart().await;
    }
    table.print();
    Ok(table.passes())
}

/// Records what the declared differences consist of in one engine, and writes the document.
async fn record(stage: &mut Stage, scenarios: &[Scenario], some: bool) -> Result<()> {
    let mut recorded = if some { Recorded::read()? } else { Recorded::default() };
    for scenario in scenarios.iter().filter(|scenario| scenario.difference.is_some()) {
        match compare(stage, scenario).await {
            Ok(differences) => {
                for (_, lines) in differences {
                    recorded.set(scenario.name, lines);
                }
            }
            Err(Verdict::Skipped(_)) => {}
            Err(verdict) => eprintln!("{}: {verdict:?}", scenario.name),
        }
    }
    recorded.write()?;
    docs::write(&docs::document(&groups(), &recorded))
}
