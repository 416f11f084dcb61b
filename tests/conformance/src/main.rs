//! Prints the table: scenarios × engines.

use std::process::ExitCode;

use alter_connect_conformance::docs;
use alter_connect_conformance::scenarios::groups;
use alter_connect_conformance::table::Table;
use alter_connect_conformance::verdict::compare;
use alter_connect_conformance::{Recorded, Scenario, Stage, Verdict, judge};
use alter_connect_e2e::Engine;
use anyhow::{Result, anyhow};
use clap::Parser;

/// Plays every scenario with @alter-ai/connect 0.8.0 and with this package, and prints how they compare.
#[derive(Parser)]
struct Args {
    /// The engine to play in; may be given several times [default: chromium, firefox and webkit]
    #[arg(long, value_parser = engine)]
    engine: Vec<Engine>,
    /// Play only scenarios with this in their name
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Record the declared differences as they are now, and write docs/compatibility.md
    #[arg(long)]
    write_docs: bool,
}

fn engine(name: &str) -> Result<Engine> {
    Engine::ALL
        .into_iter()
        .find(|engine| engine.name() == name)
        .ok_or_else(|| anyhow!("known are chromium, firefox and webkit"))
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let engines = if args.engine.is_empty() { Engine::ALL.to_vec() } else { args.engine };
    let mut scenarios: Vec<Scenario> = groups().into_iter().flat_map(|group| group.scenarios).collect();
    if let Some(text) = &args.only {
        scenarios.retain(|scenario| scenario.name.contains(text.as_str()));
    }
    let mut stage = Stage::default();
    if args.write_docs {
        record(&mut stage, engines[0], &scenarios, args.only.is_some()).await?;
    }
    let recorded = Recorded::read()?;
    let mut table = Table::new(&engines, &scenarios);
    // Each engine has one browser at a time: play those that share one together.
    scenarios.sort_by_key(|scenario| scenario.surroundings as u8);
    for engine in &engines {
        for scenario in &scenarios {
            let verdict = judge(&mut stage, *engine, scenario, &recorded).await;
            eprintln!("{engine}: {verdict:10} {}", scenario.name);
            table.enter(scenario, *engine, verdict);
        }
        stage.restart(*engine).await;
    }
    stage.close().await?;
    table.print();
    Ok(if table.passes() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Records what the declared differences consist of in one engine, and writes the document.
async fn record(stage: &mut Stage, engine: Engine, scenarios: &[Scenario], some: bool) -> Result<()> {
    let mut recorded = if some { Recorded::read()? } else { Recorded::default() };
    for scenario in scenarios.iter().filter(|scenario| scenario.difference.is_some()) {
        match compare(stage, engine, scenario).await {
            Ok(lines) => recorded.set(scenario.name, lines),
            Err(Verdict::Skipped(_)) => {}
            Err(verdict) => eprintln!("{}: {verdict:?}", scenario.name),
        }
    }
    recorded.write()?;
    docs::write(&docs::document(&groups(), &recorded))
}
