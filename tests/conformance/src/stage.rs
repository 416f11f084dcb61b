//! The browsers, started when a scenario first needs them and shared by all that follow.

use std::collections::HashMap;
use std::time::Duration;

use alter_connect_e2e::{Browser, Display, DriverProcess, Engine, Sdk, Window};
use anyhow::{Context, Error, Result, anyhow, bail};
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;

use crate::observation::Observation;
use crate::scenario::{Scenario, Surroundings};
use crate::server::{Report, Sites};

/// Longer than all waits of a scenario together: it bounds hangs, it measures nothing.
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// After this the click is taken for lost.
const CLICK_LIMIT: Duration = Duration::from_secs(5);

/// Display, drivers and browsers: one browser for each engine, since geckodriver and WebKitWebDriver serve no more.
#[derive(Debug)]
pub struct Stage {
    ours: Sdk,
    // In the order in which they have to end.
    browsers: HashMap<Engine, (Surroundings, Browser)>,
    drivers: HashMap<Engine, DriverProcess>,
    display: Option<Display>,
}

impl Stage {
    /// For comparing this build of ours. Nothing is started yet.
    pub fn new(ours: Sdk) -> Self {
        Self { ours, browsers: HashMap::new(), drivers: HashMap::new(), display: None }
    }

    /// What is compared with the reference.
    pub fn ours(&self) -> Sdk {
        self.ours
    }

    /// Plays a scenario with one SDK.
    ///
    /// # Errors
    /// It could not be played to its end.
    pub async fn play(&mut self, engine: Engine, sdk: Sdk, scenario: &Scenario) -> Result<Observation> {
        let browser = self.browser(engine, scenario.surroundings).await?;
        let (sites, mut reports) = Sites::start(sdk, scenario.parts()).await?;
        browser.main().goto(&sites.page()).await?;
        start(browser.main(), &sites).await?;
        let observation = match timeout(RUN_LIMIT, collect(&mut reports, scenario.parts().len())).await {
            Ok(observation) => observation,
            Err(_) => Err(silence(browser.main()).await),
        };
        for popup in browser.popups().await? {
            // One that is closing by itself may be gone by now.
            let _ = popup.close().await;
        }
        browser.no_popup().await?;
        observation.with_context(|| format!("with {}", sdk.name()))
    }

    /// Ends an engine's browser and driver: the next scenario gets new ones.
    pub async fn restart(&mut self, engine: Engine) {
        if let Some((_, browser)) = self.browsers.remove(&engine)
            && let Err(error) = browser.quit().await
        {
            // Whatever is wrong with it says nothing about what was played.
            eprintln!("{engine} did not end well: {error:#}");
        }
        self.drivers.remove(&engine);
    }

    /// Ends every browser.
    pub async fn close(&mut self) {
        for engine in Engine::ALL {
            self.restart(engine).await;
        }
    }

    /// The engine's browser, in these surroundings.
    ///
    /// # Errors
    /// It does not start.
    pub async fn browser(&mut self, engine: Engine, surroundings: Surroundings) -> Result<&Browser> {
        if self.browsers.get(&engine).is_some_and(|(of, _)| *of != surroundings) {
            let (_, browser) = self.browsers.remove(&engine).expect("it is there");
            browser.quit().await?;
        }
        if !self.browsers.contains_key(&engine) {
            if self.display.is_none() {
                self.display = Some(Display::start()?);
            }
            if !self.drivers.contains_key(&engine) {
                self.drivers.insert(engine, DriverProcess::start(engine, self.display.as_ref()).await?);
            }
            let browser = Browser::start(engine, &self.drivers[&engine], &surroundings.browser()).await?;
            self.browsers.insert(engine, (surroundings, browser));
        }
        Ok(&self.browsers[&engine].1)
    }
}

/// Clicks until the page has taken the click: a browser may lose one that comes while a popup is being closed.
async fn start(window: &Window, sites: &Sites) -> Result<()> {
    for _ in 0..5 {
        window.click("#play").await?;
        if timeout(CLICK_LIMIT, sites.started()).await.is_ok() {
            return Ok(());
        }
    }
    Err(silence(window).await)
}

/// What a page that does not report is up to.
async fn silence(window: &Window) -> Error {
    let state = match window.script::<Value>("return state()", vec![]).await {
        Ok(state) => state.to_string(),
        Err(error) => error.to_string(),
    };
    anyhow!("the page did not report within {} s; it says {state}", RUN_LIMIT.as_secs())
}

async fn collect(reports: &mut UnboundedReceiver<Report>, loads: usize) -> Result<Observation> {
    let mut observation = Observation::default();
    for load in 1..=loads {
        let report = reports.recv().await.context("the sites ended")?;
        if load > 1 {
            observation.next_load();
        }
        observation.add(&report.observed);
        if let Some(failure) = report.failure {
            bail!("{failure}; until then:\n{observation}");
        }
        if report.part != load {
            bail!("load {load} of the page was expected, and {} reported; until then:\n{observation}", report.part);
        }
    }
    Ok(observation)
}
