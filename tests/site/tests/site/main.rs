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
use std::sync::Arc;

pub(crate) use alter_connect_e2e::scenario;
use alter_connect_e2e::{Engine, Scenario, Sdk, Suite};
use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    // Windows share one focus: two scenarios at once would take it from each other.
    arguments.test_threads = Some(1);

    let suite = Arc::new(Suite::new()?);
    let mut trials = Vec::new();
    for engine in Engine::chosen()? {
        trials.extend(flows::scenarios().into_iter().map(|scenario| trial(&suite, engine, scenario)));
        if engine == Engine::Chromium {
            // These need the protocol of its developer tools, or are about the files alone.
            let more = [
                worker::scenarios(),
                keyboard::scenarios(),
                looks::scenarios(),
                weight::scenarios(),
                links::scenarios(),
            ];
            trials.extend(more.concat().into_iter().map(|scenario| trial(&suite, engine, scenario)));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(suite: &Arc<Suite>, engine: Engine, scenario: Scenario) -> Trial {
    let suite = suite.clone();
    Trial::test(format!("{engine}::{}", scenario.name), move || {
        suite.play(engine, Sdk::Ours, &scenario).map_err(|error| Failed::from(format!("{error:#}")))
    })
}
