//! A crafted link is believed in no window: what brings a result home is the flow's own popup, once, and soon enough.

use std::time::Duration;

use alter_connect_e2e::{Page, Scenario, Stage};
use anyhow::Result;
use serde_json::Value;

use crate::coop::severed;
use crate::popup::at_the_provider;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(the_nonce_is_the_popups_alone),
        scenario!(a_duplicated_tab),
        scenario!(a_tab_that_crashed),
        scenario!(a_former_popup_after_its_session),
        scenario!(a_former_popup_within_its_session),
        scenario!(a_popup_that_came_home_before),
    ]
}

/// Without locks a page gives an opener two seconds to answer; what is believed by then was believed.
const PATIENCE: Duration = Duration::from_millis(2_500);

async fn the_nonce_is_the_popups_alone(stage: &Stage) -> Result<()> {
    let (page, _) = at_the_provider(stage).await?;
    let opened = page.observed("window.open").await?;
    assert_eq!(opened.values[..2], ["about:blank", "alter_oauth_popup"], "the popup could not be written to");
    let left: Vec<String> = page.run("return Object.keys(sessionStorage)").await?;
    assert!(left.is_empty(), "{left:?} is in the opener's storage");
    Ok(())
}

async fn a_duplicated_tab(stage: &Stage) -> Result<()> {
    let (page, popup) = at_the_provider(stage).await?;
    page.act_in_click("openTab", crafted_link(stage).into()).await?;
    let tab = stage.browser.popup_beside(&popup).await?;
    is_not_believed(stage, &stage.app.page_in(&tab).await?).await?;

    popup.click("#approve").await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus success", "onSuccess", "bus close"]);
    Ok(())
}

async fn a_tab_that_crashed(stage: &Stage) -> Result<()> {
    let (page, _) = at_the_provider(stage).await?;
    page.act::<()>("crash", Value::Null).await?;
    let page = stage.app.load(page.window(), &crafted_link(stage)).await?;
    is_not_believed(stage, &page).await
}

async fn a_former_popup_after_its_session(stage: &Stage) -> Result<()> {
    let home = former_popup(stage, 11).await?;
    is_not_believed(stage, &home).await
}

async fn a_former_popup_within_its_session(stage: &Stage) -> Result<()> {
    // The counterpart: nothing tells it from the popup that comes home without its opener.
    former_popup(stage, 9).await?.observed("bus success").await?;
    Ok(())
}

/// The crafted link in the popup of a flow that is over, and that began so many minutes ago.
async fn former_popup(stage: &Stage, minutes: u32) -> Result<Page> {
    let (page, popup) = at_the_provider(stage).await?;
    page.window().reload().await?;
    page.next().await?;
    popup.goto(&format!("{}/tests/e2e/pages/app.js", stage.app.origin())).await?;
    popup
        .script::<Value>(
            "const nonce = JSON.parse(sessionStorage.getItem('alter_connect_relay'));
             nonce.timestamp -= arguments[0] * 60_000;
             sessionStorage.setItem('alter_connect_relay', JSON.stringify(nonce));",
            vec![minutes.into()],
        )
        .await?;
    stage.app.load(&popup, &crafted_link(stage)).await
}

async fn a_popup_that_came_home_before(stage: &Stage) -> Result<()> {
    let (page, popup, _) = severed(stage, &stage.app.page(stage.sdk)).await?;
    page.window().reload().await?;
    page.next().await?;
    popup.click("#approve").await?;
    stage.app.page_in(&popup).await?;
    let page = stage.app.load(&popup, &crafted_link(stage)).await?;
    is_not_believed(stage, &page).await
}

/// The app's page with a result in its address that the hosted side has never given.
pub fn crafted_link(stage: &Stage) -> String {
    format!(
        "{}?alter_connect_success=true&grant_id=forged&provider=google&account_identifier=m%40example.com",
        stage.app.page(stage.sdk)
    )
}

/// Nobody hears of the forged grant: neither the page that was opened with it, though it asks, nor any other.
async fn is_not_believed(stage: &Stage, page: &Page) -> Result<()> {
    page.act::<()>("take", Value::Null).await?;
    page.observed("taken").await?;
    tokio::time::sleep(PATIENCE).await;
    page.settle().await?;
    for log in stage.app.logs() {
        let mut told = log.0.iter().filter(|entry| entry.what != "window.open");
        let told = told.any(|entry| Value::from(entry.values.clone()).to_string().contains("forged"));
        assert!(!told, "the forged grant was believed");
    }
    Ok(())
}
