//! The end-to-end suite: every scenario in every engine asked for.
//!
//! `ENGINES=chromium,firefox` chooses the engines (default: all three), `SCENARIO=denied` the scenarios with that in their
//! name. Chromium plays them also with the build without WebAssembly; `SDK=ours` and `SDK=js` choose one of the two,
//! `SDK=reference` the package that this one replaces.
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
mod promise;
mod readme;
mod ready;
mod redirect;
mod relay;
mod reuse;
mod security;
mod thrown;
mod token;

use std::process::ExitCode;

pub(crate) use alter_connect_e2e::scenario;
use alter_connect_e2e::trials::{self, Test};
use alter_connect_e2e::{Engine, Scenario, Sdk, Suite};
use anyhow::Result;

fn main() -> Result<ExitCode> {
    let mut players = Vec::new();
    for engine in Engine::chosen()? {
        let of = |sdk| scenarios(sdk).into_iter().map(move |scenario| Test::scenario(engine, sdk, scenario));
        let tests = Sdk::chosen(engine)?.into_iter().flat_map(of).collect();
        players.push((Suite::new(engine)?, tests));
    }
    Ok(trials::run(players, Vec::new()))
}

fn scenarios(sdk: Sdk) -> Vec<Scenario> {
    let mut scenarios = [
        popup::scenarios(),
        token::scenarios(),
        class::scenarios(),
        promise::scenarios(),
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
        hostile::scenarios(),
    ]
    .concat();
    if sdk == Sdk::Ours {
        // They look into the wasm.
        scenarios.extend([thrown::scenarios(), endurance::scenarios(), ready::scenarios()].concat());
    }
    scenarios
}
