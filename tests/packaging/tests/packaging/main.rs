//! Every bundler and framework: build the app as its user would, then connect an account in Chromium.

mod bundlers;
mod element;
mod entries;
mod examples;
mod flow;
mod frontends;
mod node;
mod pages;
mod preflight;

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
    let browsers = [
        bundlers::scenarios(),
        entries::scenarios(),
        element::scenarios(),
        preflight::scenarios(),
        pages::scenarios(),
        examples::scenarios(),
        frontends::scenarios(),
    ]
    .concat();
    let mut trials: Vec<Trial> = browsers.into_iter().map(|scenario| trial(&suite, scenario)).collect();
    trials.extend(node::trials()?);
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(suite: &Arc<Suite>, scenario: Scenario) -> Trial {
    let suite = suite.clone();
    Trial::test(scenario.name, move || {
        suite.play(Engine::Chromium, Sdk::Ours, &scenario).map_err(|error| Failed::from(format!("{error:#}")))
    })
}
