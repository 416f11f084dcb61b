//! What an app sees when something breaks around a flow; docs/reliability.md has the table.

use alter_connect_e2e::{BrowserOptions, Scenario, Stage, wait};
use anyhow::Result;
use serde_json::{Value, json};

use crate::popup::at_the_provider;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("a_double_click", one_popup("connectTwice")).in_each_engine(),
        scenario!("a_second_open_while_the_window_opens", one_popup("connectWhileTheWindowOpens")).in_each_engine(),
        // No user's click leads to any but the first, so the blocker is off as for a trusted site.
        scenario!(fifty_instances_at_once, BrowserOptions::default()),
        scenario!(a_popup_that_goes_elsewhere).in_each_engine(),
        scenario!(the_opener_reloads).in_each_engine(),
        scenario!("a_storage_that_refuses", without("refuseStorage")),
        scenario!("no_storage_at_all", without("forbidStorage")),
        scenario!("no_crypto_and_no_broadcast_channel", without("forgetCryptoAndChannels")),
    ]
}

const SUCCESS: [&str; 3] = ["bus success", "onSuccess", "bus close"];

/// Two calls of `open()` make one popup and one result.
async fn one_popup(stage: &Stage, act: &str) -> Result<()> {
    let token = stage.session(json!({ "pause_at_provider": true })).await?;
    let page = stage.page_with_token(&token).await?;
    page.act_in_click(act, Value::Null).await?;
    page.observed_times("open() resolved", 2).await?;
    stage.browser.popup().await?.click("#approve").await?;
    page.observed("bus close").await?;
    page.settle().await?;
    assert_eq!(page.log().all("window.open").len(), 1);
    assert_eq!(page.log().outcome(), SUCCESS);
    Ok(())
}

async fn fifty_instances_at_once(stage: &Stage) -> Result<()> {
    const COUNT: usize = 50;
    let mut tokens = Vec::new();
    for index in 0..COUNT {
        let outcome = if index + 1 == COUNT { "approve" } else { "silent" };
        tokens.push(stage.session(json!({ "outcome": outcome })).await?);
    }
    let page = stage.page().await?;
    page.act_in_click("openAll", json!({ "tokens": tokens, "baseURL": stage.emulator.base_url() })).await?;
    let success = page.observed("onSuccess").await?;
    page.observed_times("onExit", COUNT - 1).await?;
    page.settle().await?;
    let grant_id = stage.grant_id(tokens.last().expect("there are some")).await?;
    assert_eq!(success.values, [json!(COUNT - 1), grant_id]);
    assert_eq!(page.log().outcome().len(), COUNT, "each of them ends once");
    stage.browser.no_popup().await
}

async fn a_popup_that_goes_elsewhere(stage: &Stage) -> Result<()> {
    let (page, popup) = at_the_provider(stage).await?;
    let consent = popup.url().await?;
    // By a link: an address that is typed takes the opener from the popup.
    for address in [stage.app.page(stage.sdk), consent] {
        popup.script::<Value>("location.href = arguments[0]", vec![address.clone().into()]).await?;
        wait::until("the popup to be there", async || Ok((popup.url().await? == address).then_some(()))).await?;
        page.settle().await?;
        assert!(page.log().outcome().is_empty(), "the user may come back");
    }
    popup.click("#approve").await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), SUCCESS);
    Ok(())
}

async fn the_opener_reloads(stage: &Stage) -> Result<()> {
    let left = stage.session(json!({ "pause_at_provider": true })).await?;
    let page = stage.page_with_token(&left).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    page.window().reload().await?;
    let page = page.next().await?;
    assert!(!page.is_open().await?, "the flow was the old page's");
    let stored: Vec<String> = page.run("return Object.keys(sessionStorage)").await?;
    assert!(stored.is_empty(), "{stored:?} would make this window pass for the popup");
    popup.click("#approve").await?;
    stage.browser.no_popup().await?;
    page.settle().await?;
    assert!(page.log().outcome().is_empty(), "this page asked for nothing");
    assert!(stage.grant_id(&left).await?.is_string(), "the backend does not know of the grant");

    let token = stage.session(json!({ "outcome": "approve" })).await?;
    stage.tell_token(&page, &token).await?;
    page.connect().await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), SUCCESS);
    Ok(())
}

/// A flow succeeds on a page that lacks something.
async fn without(stage: &Stage, act: &str) -> Result<()> {
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    let page = stage.page_with_token(&token).await?;
    page.act::<()>(act, Value::Null).await?;
    page.connect().await?;
    page.observed("bus close").await?;
    page.settle().await?;
    assert_eq!(page.log().outcome(), SUCCESS);
    assert!(page.log().all("uncaught").is_empty());
    Ok(())
}
