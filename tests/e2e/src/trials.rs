//! Tests of several engines in one run, with libtest's arguments and output.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use anyhow::Result;
use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::app_server::Sdk;
use crate::engine::Engine;
use crate::suite::{Scenario, Suite};

static FAILED: AtomicBool = AtomicBool::new(false);

/// One test. It gets a player of its engine: a browser, its driver and its display.
#[expect(missing_debug_implementations, reason = "a closure has none")]
pub struct Test<P> {
    name: String,
    run: Box<Run<P>>,
}

type Run<P> = dyn FnOnce(&mut P) -> Result<()> + Send;

impl<P: Send + 'static> Test<P> {
    /// A test of this engine.
    pub fn new(engine: Engine, name: &str, run: impl FnOnce(&mut P) -> Result<()> + Send + 'static) -> Self {
        Self { name: format!("{engine}::{name}"), run: Box::new(run) }
    }

    fn trial(self, players: Arc<Players<P>>) -> Trial {
        let Self { name, run } = self;
        let title = name.clone();
        let run = move || {
            let mut player = players.take();
            if FAILED.load(Relaxed) && std::env::var_os("FAIL_FAST").is_some() {
                players.give_back(player);
                return Ok(Completion::ignored_with("a test before it failed"));
            }
            let started = Instant::now();
            let outcome = run(&mut player);
            players.give_back(player);
            eprintln!("took {:.1} s: {name}", started.elapsed().as_secs_f32());
            outcome.map(|()| Completion::Completed).map_err(|error| {
                FAILED.store(true, Relaxed);
                eprintln!("failed: {name}: {error:#}");
                Failed::from(format!("{error:#}"))
            })
        };
        Trial::ignorable_test(title, run)
    }
}

/// The players of an engine that have nothing to do.
struct Players<P> {
    idle: Mutex<Vec<P>>,
    returned: Condvar,
}

impl<P> Players<P> {
    fn new(players: Vec<P>) -> Self {
        Self { idle: Mutex::new(players), returned: Condvar::new() }
    }

    fn take(&self) -> P {
        let idle = self.idle.lock().expect("no panic holds it");
        let mut idle = self.returned.wait_while(idle, |idle| idle.is_empty()).expect("no panic holds it");
        idle.pop().expect("there is one")
    }

    fn give_back(&self, player: P) {
        self.idle.lock().expect("no panic holds it").push(player);
        self.returned.notify_one();
    }
}

impl Test<Suite> {
    /// A scenario.
    pub fn scenario(engine: Engine, sdk: Sdk, scenario: Scenario) -> Self {
        let name = match sdk {
            Sdk::Script => format!("js::{}", scenario.name),
            Sdk::Ours | Sdk::Reference => scenario.name.to_owned(),
        };
        Self::new(engine, &name, move |suite| suite.play(sdk, &scenario))
    }
}

/// Runs the tests of each engine. A player plays one after the other, since the windows of a display share one focus; players
/// play beside each other. The variable `SCENARIO` chooses tests by parts of their names, such as `relay|coop`; with
/// `FAIL_FAST`, nothing is run after the first failure.
///
/// What a test took, and how it failed, is told when it ends; `cargo xtask test` reads these lines.
pub fn run<P: Send + 'static>(engines: Vec<(Vec<P>, Vec<Test<P>>)>, more: Vec<Trial>) -> ExitCode {
    let parts = std::env::var("SCENARIO").unwrap_or_default();
    let is_chosen = |name: &str| parts.split('|').any(|part| name.contains(part));

    let mut threads = 0;
    let mut queues = Vec::new();
    for (players, tests) in engines {
        threads += players.len();
        let at_once = players.len();
        let players = Arc::new(Players::new(players));
        let chosen = tests.into_iter().filter(|test| is_chosen(&test.name));
        queues.push((at_once, chosen.map(move |test| test.trial(players.clone()))));
    }
    let mut trials: Vec<_> = more.into_iter().filter(|trial| is_chosen(trial.name())).collect();
    // In turns, so that each thread finds a player that is free.
    loop {
        let turn: Vec<_> = queues.iter_mut().flat_map(|(at_once, queue)| queue.by_ref().take(*at_once)).collect();
        if turn.is_empty() {
            let mut arguments = Arguments::from_args();
            arguments.test_threads = Some(threads);
            return libtest_mimic::run(&arguments, trials).exit_code();
        }
        trials.extend(turn);
    }
}
