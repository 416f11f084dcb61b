//! The end-to-end suite: every scenario in every engine asked for, one after the other.
//!
//! `ENGINES=chromium,firefox` chooses the engines (default: all three), `SCENARIO=denied` the scenarios with that in their
//! name; `SDK=js` plays them with the build without WebAssembly, `SDK=reference` with the package that this one replaces.
//! Arguments are those of `cargo test`.

mod again;
mod backend;
mod busy;
mod class;
mod coop;
mod endurance;
mod faults;
mod frame;
mod hostile;
mod lab;
mod lifecycle;
mod nonce;
mod popup;
mod readme;
mod ready;
mod redirect;
mod relay;
mod reuse;
mod security;
mod thrown;
mod token;

use std::process::ExitCode;
use std::sync::Arc;

pub(crate) use alter_connect_e2e::scenario;
use alter_connect_e2e::{Engine, Scenario, Sdk, Suite};
use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    // Windows share one focus: two scenarios at once would take it from each other.
    arguments.test_threads = Some(1);
    arguments.filter = arguments.filter.or_else(|| std::env::var("SCENARIO").ok());

    let sdk = sdk()?;
    let suite = Arc::new(Suite::new()?);
    let mut trials = Vec::new();
    for engine in Engine::chosen()? {
        for scenario in scenarios() {
            trials.push(trial(&suite, engine, sdk, scenario));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn scenarios() -> Vec<Scenario> {
    [
        popup::scenarios(),
        token::scenarios(),
        class::scenarios(),
        lifecycle::scenarios(),
        again::scenarios(),
        busy::scenarios(),
        coop::scenarios(),
        relay::scenarios(),
        nonce::scenarios(),
        reuse::scenarios(),
        frame::scenarios(),
        faults::scenarios(),
        security::scenarios(),
        redirect::scenarios(),
        backend::scenarios(),
        readme::scenarios(),
        thrown::scenarios(),
        endurance::scenarios(),
        ready::scenarios(),
        hostile::scenarios(),
    ]
    .concat()
}

fn trial(suite: &Arc<Suite>, engine: Engine, sdk: Sdk, scenario: Scenario) -> Trial {
    let obstacle = engine.obstacle(&scenario.browser);
    let name = match obstacle {
        Some(obstacle) => format!("{engine}::{} ({obstacle})", scenario.name),
        None => format!("{engine}::{}", scenario.name),
    };
    let suite = suite.clone();
    Trial::test(name, move || suite.play(engine, sdk, &scenario).map_err(|error| Failed::from(format!("{error:#}"))))
        .with_ignored_flag(obstacle.is_some())
}

fn sdk() -> Result<Sdk> {
    let sdk = match std::env::var("SDK").as_deref() {
        Ok("reference") => Sdk::Reference,
        Ok("js") => Sdk::Script,
        Ok("ours") | Err(_) => Sdk::Ours,
        Ok(other) => anyhow::bail!("SDK is {other:?}; known are ours, js and reference"),
    };
    sdk.directory()?;
    Ok(sdk)
}
