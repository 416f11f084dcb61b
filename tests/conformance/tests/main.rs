//! Every scenario in every engine asked for, the fuzzing, and that the documents keep up.
//!
//! `ENGINES=chromium,firefox` chooses the engines (default: all three), `SCENARIO=debug` the scenarios with that in their
//! name. `FUZZ=100000` plays more random messages (default: 2000), `FUZZ_SEED=7` those of another run (default: new ones
//! each time). Arguments are those of `cargo test`.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use alter_connect_conformance::fuzz::{self, fuzz};
use alter_connect_conformance::points::POINTS;
use alter_connect_conformance::scenarios::{groups, scenarios};
use alter_connect_conformance::{Recorded, Scenario, Stage, Verdict, docs, judge};
use alter_connect_e2e::trials::{self, Test};
use alter_connect_e2e::{Engine, Sdk};
use anyhow::{Context, Result, bail, ensure};
use libtest_mimic::{Failed, Trial};
use tokio::runtime::Runtime;

fn main() -> Result<ExitCode> {
    let recorded = Recorded::read()?;
    let documents = vec![
        Trial::test("docs::compatibility_is_current", {
            let recorded = recorded.clone();
            move || fail(docs::check(&docs::document(&groups(), &recorded)))
        }),
        Trial::test("docs::every_point_is_shown", || fail(every_point_is_shown())),
        Trial::test("docs::differences_are_of_scenarios", {
            let recorded = recorded.clone();
            move || fail(differences_are_of_scenarios(&recorded))
        }),
    ];
    // The names of the fuzz runs print it.
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() as u32;
    let run = fuzz::Run { seed: number("FUZZ_SEED", seed)?, from: 0, to: number("FUZZ", 2_000)? };
    let mut players = Vec::new();
    for engine in Engine::chosen()? {
        let player = |_| -> Result<Player> {
            let stage = Stage::new(engine, Sdk::chosen(engine)?);
            Ok(Player { runtime: Runtime::new()?, stage, recorded: recorded.clone() })
        };
        let of_engine = (0..engine.displays()).map(player).collect::<Result<_>>()?;
        players.push((of_engine, tests(engine, run)));
    }
    Ok(trials::run(players, documents))
}

fn tests(engine: Engine, run: fuzz::Run) -> Vec<Test<Player>> {
    let mut tests: Vec<_> = scenarios()
        .into_iter()
        .map(|scenario| {
            let obstacle = engine.obstacle(&scenario.surroundings.browser());
            Test::new(engine, scenario.name, obstacle, move |player: &mut Player| player.play(&scenario))
        })
        .collect();
    let name = format!("fuzz::{}_messages_of_seed_{}", run.to, run.seed);
    tests.push(Test::new(engine, &name, None, move |player: &mut Player| player.fuzz(run)));
    tests
}

struct Player {
    runtime: Runtime,
    stage: Stage,
    recorded: Recorded,
}

impl Player {
    fn play(&mut self, scenario: &Scenario) -> Result<()> {
        match self.runtime.block_on(judge(&mut self.stage, scenario, &self.recorded)) {
            Verdict::Same | Verdict::Declared | Verdict::Skipped(_) => Ok(()),
            Verdict::Differs(why) | Verdict::Failed(why) => bail!("{why}"),
        }
    }

    fn fuzz(&mut self, run: fuzz::Run) -> Result<()> {
        for build in self.stage.builds() {
            self.runtime.block_on(fuzz(&mut self.stage, build, run))?;
        }
        Ok(())
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.runtime.block_on(self.stage.restart());
    }
}

fn every_point_is_shown() -> Result<()> {
    let scenarios = scenarios();
    for point in 1..=POINTS.len() {
        let shown = scenarios.iter().any(|scenario| scenario.difference.is_some_and(|of| of.point == point));
        ensure!(shown, "no scenario differs under point {point}");
    }
    let unknown = scenarios.iter().find(|scenario| scenario.difference.is_some_and(|of| of.point > POINTS.len()));
    ensure!(unknown.is_none(), "{unknown:?} names a point that does not exist");
    Ok(())
}

fn differences_are_of_scenarios(recorded: &Recorded) -> Result<()> {
    let mut names: Vec<_> = scenarios().into_iter().map(|scenario| (scenario.name, scenario.difference)).collect();
    for name in recorded.scenarios() {
        let declared = names.iter().any(|(of, difference)| *of == name && difference.is_some());
        ensure!(declared, "differences.json has {name:?}, and no scenario of that name is declared to differ");
    }
    let count = names.len();
    names.sort_by_key(|(name, _)| *name);
    names.dedup_by_key(|(name, _)| *name);
    ensure!(names.len() == count, "two scenarios have the same name");
    Ok(())
}

fn number(variable: &str, default: u32) -> Result<u32> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable} is {text:?}, which is no number")),
        Err(_) => Ok(default),
    }
}

fn fail(result: Result<()>) -> Result<(), Failed> {
    result.map_err(|error| Failed::from(format!("{error:#}")))
}
