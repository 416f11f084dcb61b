//! Prints the table: scenarios × engines.

use std::process::ExitCode;

use alter_connect_conformance::fuzz::{Run, fuzz};
use alter_connect_conformance::scenario::{Surroundings, in_turn};
use alter_connect_conformance::table::Table;
use alter_connect_conformance::verdict::observe;
use alter_connect_conformance::{Record, Scenario, Stage, docs, judge};
use alter_connect_e2e::listed::themes;
use alter_connect_e2e::{Engine, Sdk};
use anyhow::Result;
use clap::Parser;

/// Plays every scenario with this package, and prints how it compares with what is recorded of @alter-ai/connect 0.8.0.
#[derive(Parser)]
struct Args {
    /// The engine to play in; may be given several times [default: chromium, firefox and webkit]
    #[arg(long)]
    engine: Vec<Engine>,
    /// Play only scenarios with this in their name; may be given several times
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Play @alter-ai/connect as well: does it still do what is recorded?
    #[arg(long)]
    reference: bool,
    /// Play both packages in one engine, record what is observed, and write docs/compatibility.md
    #[arg(long)]
    record: bool,
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
        let mut stage = Stage::new(*engine);
        for build in Sdk::chosen(*engine)? {
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
    let themes = themes("conformance")?;
    let mut scenarios = in_turn(&themes);
    if !args.only.is_empty() {
        scenarios.retain(|scenario| args.only.iter().any(|text| scenario.name.contains(text.as_str())));
    }
    let mut record = Record::read()?;
    if args.record {
        let mut stage = Stage::new(engines[0]);
        take_down(&mut stage, &scenarios, &mut record).await?;
        stage.restart().await;
        record.keep(&themes);
        record.check(&themes)?;
        record.write()?;
        docs::write(&docs::document(&themes, &record))?;
    }
    let mut table = Table::new(engines, &scenarios);
    for engine in engines {
        let mut stage = Stage::new(*engine);
        let mut sdks = Sdk::chosen(*engine)?;
        sdks.extend(args.reference.then_some(Sdk::Reference));
        for scenario in &scenarios {
            for sdk in &sdks {
                let verdict = judge(&mut stage, *sdk, scenario, &record).await;
                eprintln!("{engine}: {verdict:10} {} ({})", scenario.name, sdk.name());
                table.enter(scenario, *engine, verdict);
            }
        }
        stage.restart().await;
    }
    table.print();
    Ok(table.passes())
}

/// Records what both packages are observed to do.
async fn take_down(stage: &mut Stage, scenarios: &[Scenario], record: &mut Record) -> Result<()> {
    for scenario in scenarios {
        eprintln!("recording {}", scenario.name);
        let reference = observe(stage, Sdk::Reference, scenario).await?;
        record.set(scenario, reference, observe(stage, Sdk::Ours, scenario).await?);
    }
    let version = stage.browser(Surroundings::default()).await?.version();
    record.browser = format!("{} {version}", stage.engine());
    record.package = Sdk::reference_version()?;
    Ok(())
}
