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
mod vendor;

use std::process::ExitCode;

pub(crate) use alter_connect_e2e::scenario;
use alter_connect_e2e::trials::{self, Test};
use alter_connect_e2e::{Engine, Sdk, Suite};
use anyhow::Result;

fn main() -> Result<ExitCode> {
    let scenarios = [
        bundlers::scenarios(),
        entries::scenarios(),
        element::scenarios(),
        preflight::scenarios(),
        pages::scenarios(),
        examples::scenarios(),
        frontends::scenarios(),
        vendor::scenarios(),
    ]
    .concat();
    let test = |scenario| Test::scenario(Engine::Chromium, Sdk::Ours, scenario);
    let browser = (Suite::of(Engine::Chromium)?, scenarios.into_iter().map(test).collect());
    Ok(trials::run(vec![browser], node::trials()?))
}
