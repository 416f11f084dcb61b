//! Plays a scenario in the browser of an engine, which is started when first needed and shared by all that follow.

use std::time::Duration;

use alter_connect_e2e::{Host, Page, Sdk, second_attempt, wait};
use anyhow::{Context, Result, bail, ensure};

use crate::observation::Observation;
use crate::record::Record;
use crate::scenario::Scenario;
use crate::server::Sites;

/// Longer than all waits of a scenario together: it bounds hangs, it measures nothing.
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// After this the click is taken for lost.
const CLICK_LIMIT: Duration = Duration::from_secs(5);

/// Plays a scenario; fails unless what is observed is what is recorded.
pub async fn judge(host: &mut Host, sdk: Sdk, scenario: &Scenario, record: &Record) -> Result<()> {
    let lines = record.of(scenario, sdk)?.compare(&observe(host, sdk, scenario).await?);
    ensure!(lines.is_empty(), "with {} (- recorded, + seen):\n{}", sdk.name(), lines.join("\n"));
    Ok(())
}

/// Plays a scenario, and once more in a new browser if it does not come to its end.
pub async fn observe(host: &mut Host, sdk: Sdk, scenario: &Scenario) -> Result<Observation> {
    let first = match play(host, sdk, scenario).await {
        Ok(observation) => return Ok(observation),
        Err(error) => error,
    };
    second_attempt(&format!("{}::{}", host.engine(), scenario.name), &first);
    host.restart().await;
    let second = play(host, sdk, scenario).await;
    if second.is_err() {
        // The next scenario begins with another browser.
        host.restart().await;
    }
    second
}

async fn play(host: &mut Host, sdk: Sdk, scenario: &Scenario) -> Result<Observation> {
    let browser = host.browser(&scenario.on.browser()).await?;
    let sites = Sites::start(sdk, Some(scenario)).await?;
    let page = sites.app().load(browser.main(), &sites.page()).await?;
    start(&page).await?;
    let observation = collect(&sites, scenario.loads).await;
    browser.close_popups().await?;
    observation.with_context(|| format!("with {}", sdk.name()))
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
