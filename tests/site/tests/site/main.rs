//! The built site from static files: flows in every engine, the rest in Chromium.
//!
//! `ENGINES=chromium` chooses the engines. Arguments are those of `cargo test`.

mod flows;
mod keyboard;
mod links;
mod looks;
mod weight;
mod worker;

use std::process::ExitCode;

pub(crate) use alter_connect_e2e::scenario;
use alter_connect_e2e::trials::{self, Test};
use alter_connect_e2e::{Engine, Sdk, Suite};
use anyhow::Result;

fn main() -> Result<ExitCode> {
    let engines = Engine::chosen()?.into_iter();
    let players = engines.map(|engine| Ok((Suite::of(engine)?, tests(engine)))).collect::<Result<_>>()?;
    Ok(trials::run(players, Vec::new()))
}

fn tests(engine: Engine) -> Vec<Test<Suite>> {
    let mut scenarios = flows::scenarios();
    if engine == Engine::Chromium {
        // These need the protocol of its developer tools, or are about the files alone.
        for more in
            [worker::scenarios(), keyboard::scenarios(), looks::scenarios(), weight::scenarios(), links::scenarios()]
        {
            scenarios.extend(more);
        }
    }
    scenarios.into_iter().map(|scenario| Test::scenario(engine, Sdk::Ours, scenario)).collect()
}
