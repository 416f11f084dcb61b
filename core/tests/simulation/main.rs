//! The machine in a small world: windows, storage, locks, channels and clocks of plain values, and an app that calls the SDK
//! wherever its code may run. Events come in every order to a depth, and at random far beyond. The laws are in `laws.rs`.
//!
//! A failing run prints its story and how to play it again. `RUNS=1000000 DEEPER=1 cargo test -p alter-connect-core --test
//! simulation` plays more. The fuzz target `world` lets libFuzzer choose what happens; what it found worth keeping is played
//! here, too.

#[path = "../rules/json.rs"]
mod json;

mod app;
mod browser;
mod choice;
mod event;
mod instance;
mod laws;
mod opening;
mod run;
mod scene;
mod task;
mod value;
mod window;
mod world;

use std::path::Path;
use std::str::FromStr;
use std::{env, fs};

fn number<N: FromStr>(name: &str, default: N) -> N {
    env::var(name).ok().map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

#[test]
fn every_order_of_events_keeps_the_laws() {
    for scene in scene::SMALL {
        let depth = scene.depth.saturating_add_signed(number("DEEPER", 0));
        let (runs, states) = run::search(scene, depth);
        println!("{}: {runs} runs, {states} states to a depth of {depth}", scene.name);
    }
}

#[test]
fn long_runs_keep_the_laws() {
    let (seed, runs) = (number("SEED", 1), number("RUNS", 5_000));
    for run in seed..seed + runs {
        run::random(run);
    }
}

#[test]
fn what_the_fuzzer_keeps_keeps_the_laws() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("fuzz/corpus/world");
    for seed in fs::read_dir(seeds).expect("there are seeds") {
        run::chosen(&fs::read(seed.unwrap().path()).unwrap());
    }
}
