//! Tests of several engines in one run, with libtest's arguments and output.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};

use crate::app_server::Sdk;
use crate::engine::Engine;
use crate::suite::{Scenario, Suite};

static FAILED: AtomicBool = AtomicBool::new(false);

/// One test. It gets the player of its engine: the browser, driver and display that the engine's tests share.
#[expect(missing_debug_implementations, reason = "a closure has none")]
pub struct Test<P> {
    name: String,
    obstacle: Option<&'static str>,
    run: Box<Run<P>>,
}

type Run<P> = dyn FnOnce(&mut P) -> Result<()> + Send;

impl<P: Send + 'static> Test<P> {
    /// A test of this engine; one that has an obstacle is not run.
    pub fn new(
        engine: Engine,
        name: &str,
        obstacle: Option<&'static str>,
        run: impl FnOnce(&mut P) -> Result<()> + Send + 'static,
    ) -> Self {
        let name = match obstacle {
            Some(obstacle) => format!("{engine}::{name} ({obstacle})"),
            None => format!("{engine}::{name}"),
        };
        Self { name, obstacle, run: Box::new(run) }
    }

    fn trial(self, player: Arc<Mutex<P>>) -> Trial {
        let run = move || {
            let mut player = player.lock().expect("no panic holds it");
            if FAILED.load(Relaxed) && std::env::var_os("FAIL_FAST").is_some() {
                return Ok(());
            }
            (self.run)(&mut player).map_err(|error| {
                FAILED.store(true, Relaxed);
                Failed::from(format!("{error:#}"))
            })
        };
        Trial::test(self.name, run).with_ignored_flag(self.obstacle.is_some())
    }
}

impl Test<Suite> {
    /// A scenario.
    pub fn scenario(engine: Engine, sdk: Sdk, scenario: Scenario) -> Self {
        let obstacle = engine.obstacle(&scenario.browser);
        let name = match sdk {
            Sdk::Script => format!("js::{}", scenario.name),
            Sdk::Ours | Sdk::Reference => scenario.name.to_owned(),
        };
        Self::new(engine, &name, obstacle, move |suite| suite.play(sdk, &scenario))
    }
}

/// Runs the tests of each player one after the other, since the windows of a display share one focus, and the players
/// beside each other. The variable `SCENARIO` chooses tests by parts of their names, such as `relay|coop`; with `FAIL_FAST`,
/// nothing is run after the first failure.
pub fn run<P: Send + 'static>(players: Vec<(P, Vec<Test<P>>)>, more: Vec<Trial>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(players.len());
    let parts = std::env::var("SCENARIO").unwrap_or_default();
    let is_chosen = |trial: &Trial| parts.split('|').any(|part| trial.name().contains(part));

    let mut queues: Vec<_> = players
        .into_iter()
        .map(|(player, tests)| {
            let player = Arc::new(Mutex::new(player));
            tests.into_iter().map(move |test| test.trial(player.clone()))
        })
        .collect();
    let mut trials = more;
    // In turns, so that each thread finds a player that is free.
    loop {
        let turn: Vec<_> = queues.iter_mut().filter_map(Iterator::next).collect();
        if turn.is_empty() {
            trials.retain(is_chosen);
            return libtest_mimic::run(&arguments, trials).exit_code();
        }
        trials.extend(turn);
    }
}
