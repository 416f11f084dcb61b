//! The browser of an engine, started when a scenario first needs it and shared by all that follow.

use std::time::Duration;

use alter_connect_e2e::{Browser, Engine, Host, Sdk, Window};
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

/// Where one engine plays.
#[derive(Debug)]
pub struct Stage {
    builds: Vec<Sdk>,
    host: Host,
}

impl Stage {
    /// For comparing these builds of ours in this engine. Nothing is started yet.
    pub fn new(engine: Engine, builds: Vec<Sdk>) -> Self {
        Self { builds, host: Host::new(engine) }
    }

    /// Which engine plays.
    pub fn engine(&self) -> Engine {
        self.host.engine()
    }

    /// What is compared with the reference, one after the other.
    pub fn builds(&self) -> Vec<Sdk> {
        self.builds.clone()
    }

    /// Plays a scenario with one SDK.
    ///
    /// # Errors
    /// It could not be played to its end.
    pub async fn play(&mut self, sdk: Sdk, scenario: &Scenario) -> Result<Observation> {
        let browser = self.browser(scenario.surroundings).await?;
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

    /// Ends the browser and its driver: the next scenario gets new ones.
    pub async fn restart(&mut self) {
        self.host.restart().await;
    }

    /// The browser, in these surroundings.
    ///
    /// # Errors
    /// It does not start.
    pub async fn browser(&mut self, surroundings: Surroundings) -> Result<&Browser> {
        self.host.browser(&surroundings.browser()).await
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
