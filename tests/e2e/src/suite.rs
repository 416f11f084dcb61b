//! What all scenarios share, and how one of them is run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::pin::Pin;

use anyhow::{Context, Result};
use tokio::runtime::Runtime;

use crate::app_server::Sdk;
use crate::browser::BrowserOptions;
use crate::engine::Engine;
use crate::host::Host;
use crate::stage::Stage;

/// A scenario's body: it fails by an error or by a panic.
pub type Run = for<'a> fn(&'a Stage) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// One row of the suite.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// `theme::what_happens`.
    pub name: &'static str,
    /// The browser it needs.
    pub browser: BrowserOptions,
    /// Whether it plays in every engine, since they do differently what it is about, or once, in Chromium.
    pub in_each_engine: bool,
    /// Whether it takes so long that the short test command leaves it out.
    pub long: bool,
    /// What it does.
    pub run: Run,
}

impl Scenario {
    /// A scenario named after its function; the path begins with its crate's name, which says nothing.
    pub fn of(path: &'static str, browser: BrowserOptions, run: Run) -> Self {
        let name = path.split_once("::").map_or(path, |(_, name)| name);
        Self { name, browser, in_each_engine: false, long: false, run }
    }

    /// The same, in every engine.
    pub fn in_each_engine(self) -> Self {
        Self { in_each_engine: true, ..self }
    }

    /// It, and the same on a phone.
    pub fn and_on_a_phone(self) -> [Self; 2] {
        let name = format!("{}_on_a_phone", self.name).leak();
        let on_a_phone = Self { name, browser: BrowserOptions::phone(), ..self.clone() };
        [self, on_a_phone]
    }

    /// The same, left out where the variable `SHORT` is set.
    pub fn long(self) -> Self {
        Self { long: true, ..self }
    }

    /// Whether it plays in this one.
    pub fn plays_in(&self, engine: Engine) -> bool {
        let in_time = !self.long || std::env::var_os("SHORT").is_none();
        in_time && (self.in_each_engine || engine == Engine::Chromium)
    }
}

/// A row of a suite: an async function that takes the stage, or a name and a call, to which the stage is added.
#[macro_export]
macro_rules! scenario {
    ($name:ident) => {
        $crate::scenario!($name, $crate::BrowserOptions::desktop())
    };
    ($name:ident, $browser:expr) => {
        $crate::Scenario::of(concat!(module_path!(), "::", stringify!($name)), $browser, |stage| Box::pin($name(stage)))
    };
    ($name:literal, $run:ident($($given:expr),*)) => {
        $crate::scenario!($name, $run($($given),*), $crate::BrowserOptions::desktop())
    };
    ($name:literal, $run:ident($($given:expr),*), $browser:expr) => {
        $crate::Scenario::of(concat!(module_path!(), "::", $name), $browser, |stage| Box::pin($run(stage, $($given),*)))
    };
}

/// Plays the scenarios of one engine.
#[derive(Debug)]
pub struct Suite {
    runtime: Runtime,
    host: Host,
}

impl Suite {
    /// A suite for each display of the engine. Starts nothing yet. From here on panics are reported with the scenario that
    /// they end.
    pub fn of(engine: Engine) -> Result<Vec<Self>> {
        std::panic::set_hook(Box::new(keep_panic));
        (0..engine.displays()).map(|_| Self::new(engine)).collect()
    }

    fn new(engine: Engine) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        Ok(Self { runtime, host: Host::new(engine) })
    }

    /// Plays a scenario, and once more in a new browser if it fails: browsers on a busy machine lose a click now and then.
    /// Whoever runs the suite is told of each second attempt, so that none hides a race. A failure has the app's log with it;
    /// screenshots are in `target/e2e`.
    pub fn play(&mut self, sdk: Sdk, scenario: &Scenario) -> Result<()> {
        let Err(first) = self.attempt(sdk, scenario) else { return Ok(()) };
        second_attempt(&format!("{}::{}", self.host.engine(), scenario.name), &first);
        self.attempt(sdk, scenario)
    }

    fn attempt(&mut self, sdk: Sdk, scenario: &Scenario) -> Result<()> {
        let runtime = self.runtime.handle().clone();
        let stage = runtime.block_on(self.stage(sdk, scenario))?;
        let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on((scenario.run)(&stage))))
            .unwrap_or_else(|_| Err(anyhow::Error::msg(PANIC.take())));
        runtime.block_on(async {
            let Err(error) = outcome else {
                stage.browser.clear().await.context("the browser cannot be used again")?;
                self.host.keep(stage.browser);
                return Ok(());
            };
            let name = format!("{}-{}", stage.engine, scenario.name.replace("::", "-"));
            let evidence = stage.evidence(&name).await;
            // Whatever it is that went wrong, the next scenario begins with another browser.
            let _ = stage.browser.quit().await;
            Err(error.context(evidence))
        })
    }

    /// The emulator and the app server of each scenario listen on ports of their own, so nothing that an earlier scenario
    /// has stored in the browser is seen by a later one.
    async fn stage(&mut self, sdk: Sdk, scenario: &Scenario) -> Result<Stage> {
        Stage::new(scenario.name, sdk, self.host.take(&scenario.browser).await?).await
    }
}

/// Says that a scenario is played again, and why; `cargo xtask test` counts these lines.
pub fn second_attempt(name: &str, first: &anyhow::Error) {
    eprintln!("second attempt: {name}: {first:#}");
}

impl Drop for Suite {
    fn drop(&mut self) {
        self.runtime.block_on(self.host.restart());
    }
}

thread_local! {
    static PANIC: Cell<String> = const { Cell::new(String::new()) };
}

/// Keeps a failed assertion's message and place for the report of its scenario, which runs on this thread.
fn keep_panic(panic: &PanicHookInfo<'_>) {
    PANIC.set(panic.to_string());
}
