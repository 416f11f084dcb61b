//! What becomes of a result that the popup itself brings home, since its opener was out of reach.

use std::time::Duration;

use alter_connect_e2e::{Page, Scenario, Stage, Window};
use anyhow::Result;
use serde_json::{Value, json};

use crate::coop::{severed, severed_on};
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(an_app_that_asks_when_it_mounts),
        scenario!("a_router_that_strips_the_query", is_told("router.html")),
        scenario!("the_apps_own_query_and_fragment", is_told("app.html?tab=accounts&view=list#section")),
        scenario!("a_flow_that_is_over", is_not_waited_for("close", &["bus close"])),
        scenario!("an_opener_in_the_cache", is_not_waited_for("goToTheCache", &[])),
        scenario!("an_opener_busy_for_a_while", hears_while_busy(1_500)),
        scenario!("an_opener_busy_beyond_patience", hears_while_busy(5_000)),
    ]
}

async fn an_app_that_asks_when_it_mounts(stage: &Stage) -> Result<()> {
    let (home, grant_id) = came_home(stage, "mount.html").await?;
    let taken = home.observed("takeRedirectResult() gave").await?;
    assert_eq!(taken.value()["grants"][0]["grant_id"], grant_id);
    assert!(taken.values[1].as_f64().is_some_and(|took| took < 1_000.0), "the app had to wait: {taken:?}");
    let left: Vec<String> = home.run("return Object.keys(sessionStorage)").await?;
    assert!(left.is_empty(), "{left:?} is left behind");
    Ok(())
}

/// The app's page in the popup gets the result, once, and its address is what it was.
async fn is_told(stage: &Stage, page: &str) -> Result<()> {
    let (home, grant_id) = came_home(stage, page).await?;
    let success = home.observed("bus success").await?;
    assert_eq!(success.value()[0]["grant_id"], grant_id);
    home.settle().await?;
    assert_eq!(home.log().outcome(), ["bus success"]);
    assert_eq!(home.window().url().await?, address(stage, page));
    Ok(())
}

/// A page of the app to which the popup has come with a grant, after its opener was reloaded.
async fn came_home(stage: &Stage, page: &str) -> Result<(Page, Value)> {
    let (opener, popup, token) = severed(stage, &address(stage, page)).await?;
    opener.window().reload().await?;
    opener.next().await?;
    comes_home(stage, &popup, &token).await
}

/// The app's page in the popup once the user has approved, and the grant that it has come with.
async fn comes_home(stage: &Stage, popup: &Window, token: &str) -> Result<(Page, Value)> {
    popup.click("#approve").await?;
    let home = stage.app.page_in(popup).await?;
    Ok((home, stage.grant_id(token).await?))
}

fn address(stage: &Stage, page: &str) -> String {
    format!("{}/{}/{page}", stage.app.origin(), stage.sdk.name())
}

/// The popup keeps its result when it comes home after this.
async fn is_not_waited_for(stage: &Stage, act: &str, outcome: &[&str]) -> Result<()> {
    // It is asked in the end, which gives it the focus: it must not take the popup for closed then.
    let url = address(stage, "app.html");
    let patient = format!("{url}?create={{\"closeGrace\":600000}}");
    let (opener, popup, token) = severed_on(stage, &patient, &url, json!({ "then": act })).await?;
    let (home, grant_id) = comes_home(stage, &popup, &token).await?;
    let success = home.observed("bus success").await?;
    assert_eq!(success.value()[0]["grant_id"], grant_id);
    opener.settle().await?;
    assert_eq!(opener.log().outcome(), outcome);
    Ok(())
}

/// The opener alone is told, once, and then the popup is closed.
async fn hears_while_busy(stage: &Stage, milliseconds: u32) -> Result<()> {
    let page = stage.app.page(stage.sdk);
    let (opener, popup, _) = severed_on(stage, &page, &page, json!({ "busy": milliseconds })).await?;
    tokio::time::sleep(Duration::from_millis(150)).await;
    popup.click("#approve").await?;
    opener.observed("bus close").await?;
    stage.browser.no_popup().await?;
    opener.settle().await?;
    assert_eq!(opener.log().outcome(), ["bus success", "onSuccess", "bus close"]);
    let told = stage.app.logs().iter().filter(|log| !log.outcome().is_empty()).count();
    assert_eq!(told, 1, "the popup's app was told as well");
    Ok(())
}
