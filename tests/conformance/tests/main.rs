//! Every scenario in every engine asked for, the fuzzing, and that the documents keep up.
//!
//! `ENGINES=chromium,firefox` chooses the engines (default: all three), `SCENARIO=debug` the scenarios with that in their
//! name. Without `SHORT`, Chromium plays `@alter-ai/connect` as well: it has to do what is recorded. `FUZZ=100000` plays
//! more random messages (default: 2000), `FUZZ_SEED=7` those of another run (default: new ones each time), from number
//! `FUZZ_FROM` on. Arguments are those of `cargo test`.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use alter_connect_conformance::fuzz::{self, fuzz};
use alter_connect_conformance::points::{POINTS, PROVED_ELSEWHERE};
use alter_connect_conformance::scenario::in_turn;
use alter_connect_conformance::{Record, Scenario, Theme, docs, judge};
use alter_connect_e2e::listed::themes;
use alter_connect_e2e::trials::{self, Test};
use alter_connect_e2e::{Engine, Host, Sdk};
use anyhow::{Context, Result, ensure};
use libtest_mimic::{Failed, Trial};
use tokio::runtime::Runtime;

fn main() -> Result<ExitCode> {
    let (themes, record) = (themes("conformance")?, Record::read()?);
    let documents = vec![
        check("docs::compatibility_is_current", docs::check(&docs::document(&themes, &record))),
        check("docs::every_point_is_shown", every_point_is_shown(&themes)),
        check("docs::the_record_is_of_the_scenarios", record.check(&themes)),
    ];
    // The names of the fuzz runs print it.
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() as u32;
    let from = number("FUZZ_FROM", 0)?;
    let run = fuzz::Run { seed: number("FUZZ_SEED", seed)?, from, to: from.saturating_add(number("FUZZ", 2_000)?) };
    let mut players = Vec::new();
    for engine in Engine::chosen()? {
        let player = |_| Ok(Player { runtime: Runtime::new()?, host: Host::new(engine), record: record.clone() });
        let of_engine = (0..engine.displays()).map(player).collect::<Result<_>>()?;
        players.push((of_engine, tests(engine, &in_turn(&themes), run)?));
    }
    Ok(trials::run(players, documents))
}

fn tests(engine: Engine, scenarios: &[Scenario], run: fuzz::Run) -> Result<Vec<Test<Player>>> {
    let builds = Sdk::chosen(engine)?;
    let mut sdks = builds.clone();
    // It does the same in every engine.
    if engine == Engine::Chromium && std::env::var_os("SHORT").is_none() {
        sdks.push(Sdk::Reference);
    }
    let mut tests = Vec::new();
    // Beside each other, so that those that share a browser stay together.
    for scenario in scenarios {
        for sdk in sdks.iter().copied() {
            let scenario = scenario.clone();
            let name = named(sdk, &scenario.name);
            tests.push(Test::new(engine, &name, move |player: &mut Player| player.play(sdk, &scenario)));
        }
    }
    for build in builds {
        let name = named(build, &format!("fuzz::{}_messages_of_seed_{}", run.to - run.from, run.seed));
        tests.push(Test::new(engine, &name, move |player: &mut Player| player.fuzz(build, run)));
    }
    Ok(tests)
}

/// The usual build needs no name.
fn named(sdk: Sdk, name: &str) -> String {
    if sdk == Sdk::Ours { name.to_owned() } else { format!("{}::{name}", sdk.name()) }
}

struct Player {
    runtime: Runtime,
    host: Host,
    record: Record,
}

impl Player {
    fn play(&mut self, sdk: Sdk, scenario: &Scenario) -> Result<()> {
        self.runtime.block_on(judge(&mut self.host, sdk, scenario, &self.record))
    }

    fn fuzz(&mut self, build: Sdk, run: fuzz::Run) -> Result<()> {
        self.runtime.block_on(fuzz(&mut self.host, build, run)).map(drop)
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.runtime.block_on(self.host.restart());
    }
}

fn every_point_is_shown(themes: &[Theme]) -> Result<()> {
    let shown: Vec<usize> = themes.iter().flat_map(|theme| &theme.scenarios).filter_map(Scenario::point).collect();
    for point in (1..=POINTS.len()).filter(|point| !PROVED_ELSEWHERE.contains(point)) {
        ensure!(shown.contains(&point), "no scenario differs under point {point}");
    }
    let unknown = shown.iter().find(|point| !(1..=POINTS.len()).contains(*point));
    ensure!(unknown.is_none(), "a scenario differs under point {unknown:?}, which does not exist");
    Ok(())
}

fn check(name: &str, outcome: Result<()>) -> Trial {
    Trial::test(name, move || outcome.map_err(|error| Failed::from(format!("{error:#}"))))
}

fn number(variable: &str, default: u32) -> Result<u32> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable} is {text:?}, which is no number")),
        Err(_) => Ok(default),
    }
}
