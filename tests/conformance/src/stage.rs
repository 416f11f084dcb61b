//! The browser of an engine, started when a scenario first needs it and shared by all that follow.

use std::time::Duration;

use alter_connect_e2e::{Browser, Engine, Host, Page, Sdk, wait};
use anyhow::{Context, Result, bail};

use crate::observation::Observation;
use crate::scenario::{Scenario, Surroundings};
use crate::server::Sites;

/// Longer than all waits of a scenario together: it bounds hangs, it measures nothing.
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// After this the click is taken for lost.
const CLICK_LIMIT: Duration = Duration::from_secs(5);

/// Where one engine plays.
#[derive(Debug)]
pub struct Stage {
    host: Host,
}

impl Stage {
    /// Nothing is started yet.
    pub fn new(engine: Engine) -> Self {
        Self { host: Host::new(engine) }
    }

    /// Which engine plays.
    pub fn engine(&self) -> Engine {
        self.host.engine()
    }

    /// Plays a scenario with one SDK.
    ///
    /// # Errors
    /// It could not be played to its end.
    pub async fn play(&mut self, sdk: Sdk, scenario: &Scenario) -> Result<Observation> {
        let browser = self.browser(scenario.on).await?;
        let sites = Sites::start(sdk, Some(scenario)).await?;
        let page = sites.app().load(browser.main(), &sites.page()).await?;
        start(&page).await?;
        let observation = collect(&sites, scenario.loads).await;
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
async fn start(page: &Page) -> Result<()> {
    for _ in 0..5 {
        page.window().click("#play").await?;
        let taken = async || Ok((!page.log().all("page started").is_empty()).then_some(()));
        if wait::until_within(CLICK_LIMIT, "the click", taken).await.is_ok() {
            return Ok(());
        }
    }
    bail!("the page takes no click; until then:\n{}", page.log())
}

/// What is observed by the end of the last load.
async fn collect(sites: &Sites, loads: usize) -> Result<Observation> {
    let ends = ["page finished", "page failed"];
    let last = wait::until_within(RUN_LIMIT, "the page", async || {
        let loads_done = sites.app().logs().len();
        let ended = sites.app().logs().pop().is_some_and(|log| log.0.iter().any(|entry| ends.contains(&&*entry.what)));
        Ok(ended.then_some(loads_done))
    })
    .await;
    let mut observation = Observation::default();
    for (index, log) in sites.app().logs().iter().enumerate() {
        if index > 0 {
            observation.next_load();
        }
        observation.add(log);
    }
    match last.with_context(|| format!("until then:\n{observation}"))? {
        last if last == loads => {}
        last => bail!("load {loads} of the page was to be the last, and {last} was; until then:\n{observation}"),
    }
    if let Some(failure) =
        sites.app().logs().iter().find_map(|log| Some(log.all("page failed").first()?.value().clone()))
    {
        bail!("{failure}; until then:\n{observation}");
    }
    Ok(observation)
}
