//! The end-to-end suite: whole flows, in every engine where engines differ, or else once.
//!
//! `ENGINES=chromium,firefox` chooses the engines (default: all three), `SCENARIO=denied` the scenarios with that in their
//! name. Chromium plays them also with the build without WebAssembly; `SDK=ours` and `SDK=js` choose one of the two,
//! `SDK=reference` the package that this one replaces. With `SHORT=1` the long ones are left out.
//! Arguments are those of `cargo test`.

mod again;
mod busy;
mod coop;
mod endurance;
mod faults;
mod frame;
mod lab;
mod nonce;
mod popup;
mod readme;
mod ready;
mod redirect;
mod relay;
mod reuse;
mod scripted;
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
        let mut tests = Vec::new();
        for sdk in Sdk::chosen(engine)? {
            let played = scenarios(engine, sdk)?.into_iter().filter(|scenario| scenario.plays_in(engine));
            tests.extend(played.map(|scenario| Test::scenario(engine, sdk, scenario)));
        }
        players.push((Suite::of(engine)?, tests));
    }
    Ok(trials::run(players, Vec::new()))
}

fn scenarios(engine: Engine, sdk: Sdk) -> Result<Vec<Scenario>> {
    // Engines differ in what these are about: focus, popups that are severed, blocked or used again, the relay and its locks,
    // the back/forward cache, redirects.
    let mut differing = [
        popup::scenarios(),
        again::scenarios(),
        busy::scenarios(),
        coop::scenarios(),
        relay::scenarios(),
        nonce::scenarios(),
        reuse::scenarios(),
        frame::scenarios(),
        redirect::scenarios(),
    ]
    .concat();
    // And here only in the scenarios that say so themselves.
    let mut same = [token::scenarios(), faults::scenarios(), readme::scenarios()].concat();
    if sdk == Sdk::Ours {
        // They look into the wasm: when an engine compiles it, and what its stack and its exceptions do.
        differing.extend([thrown::scenarios(), ready::scenarios()].concat());
        same.extend(endurance::scenarios());
    }
    let mut scenarios: Vec<_> = differing.into_iter().map(Scenario::in_each_engine).chain(same).collect();
    scenarios.extend(scripted::scenarios(engine, sdk)?);
    // A browser serves those that follow each other and want the same of it.
    scenarios.sort_by_key(|scenario| (scenario.browser.phone.is_some(), scenario.browser.block_popups));
    Ok(scenarios)
}
