//! Records what both packages do.

use alter_connect_conformance::scenario::{Surroundings, in_turn};
use alter_connect_conformance::{Record, docs, observe};
use alter_connect_e2e::listed::themes;
use alter_connect_e2e::{Engine, Host, Sdk};
use anyhow::Result;
use clap::Parser;

/// Plays the scenarios with @alter-ai/connect 0.8.0 and with this package in Chromium, records what is observed, and writes
/// docs/compatibility.md.
#[derive(Parser)]
struct Args {
    /// Record only scenarios with this in their name; may be given several times
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Args { only } = Args::parse();
    let themes = themes("conformance")?;
    let mut record = Record::read()?;
    let mut host = Host::new(Engine::Chromium);
    for scenario in in_turn(&themes) {
        if only.is_empty() || only.iter().any(|text| scenario.name.contains(text.as_str())) {
            println!("{}", scenario.name);
            let reference = observe(&mut host, Sdk::Reference, &scenario).await?;
            record.set(&scenario, reference, observe(&mut host, Sdk::Ours, &scenario).await?);
        }
    }
    let version = host.browser(&Surroundings::default().browser()).await?.version();
    record.browser = format!("{} {version}", host.engine());
    record.package = Sdk::reference_version()?;
    host.restart().await;
    record.keep(&themes);
    record.write()?;
    docs::write(&docs::document(&themes, &record))?;
    record.check(&themes)
}
