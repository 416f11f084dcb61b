//! Tokens that come late, or never: the popup is opened in the click all the same.

use alter_connect_e2e::{Page, Scenario, Stage, Window};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(a_promise_of_a_token).in_each_engine(),
        scenario!(a_second_open_while_the_popup_waits),
        scenario!(a_token_that_fails),
        scenario!(the_user_closes_the_waiting_popup).in_each_engine(),
    ]
}

async fn a_promise_of_a_token(stage: &Stage) -> Result<()> {
    let (page, popup) = waiting(stage).await?;
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    page.act::<()>("arrive", token.as_str().into()).await?;
    succeeds(stage, &page, &popup, &token).await
}

async fn a_second_open_while_the_popup_waits(stage: &Stage) -> Result<()> {
    let (page, popup) = waiting(stage).await?;
    page.act::<()>("watchFocus", Value::Null).await?;
    page.connect().await?;
    page.observed("page popup focused").await?;
    assert_eq!(stage.browser.popups().await?, std::slice::from_ref(&popup));
    page.act::<()>("close", Value::Null).await?;
    stage.browser.no_popup().await
}

async fn a_token_that_fails(stage: &Stage) -> Result<()> {
    let (page, _) = waiting(stage).await?;
    page.act::<()>("fails", Value::Null).await?;
    reports_token_failed(stage, &page).await
}

async fn the_user_closes_the_waiting_popup(stage: &Stage) -> Result<()> {
    let (page, popup) = waiting(stage).await?;
    popup.close().await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);

    // The token that arrives afterwards opens nothing.
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    page.act::<()>("arrive", token.into()).await?;
    page.settle().await?;
    assert!(stage.browser.popups().await?.is_empty());
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);
    assert!(!page.is_open().await?);
    Ok(())
}

/// Clicks Connect with a token that has not arrived, and checks what the user sees meanwhile.
async fn waiting(stage: &Stage) -> Result<(Page, Window)> {
    let page = stage.page().await?;
    page.act::<()>("wait", stage.emulator.base_url().into()).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    assert_eq!(popup.url().await?, "about:blank");
    popup.wait_for("body").await?;
    assert_eq!(popup.title().await?, "Connecting…");
    assert_eq!(popup.script::<String>("return document.documentElement.lang", vec![]).await?, "en");
    assert!(popup.text("body").await?.is_some_and(|text| !text.trim().is_empty()), "the waiting page is blank");
    assert!(page.is_open().await?);
    assert!(page.log().outcome().is_empty());
    Ok((page, popup))
}

async fn succeeds(stage: &Stage, page: &Page, popup: &Window, token: &str) -> Result<()> {
    let success = page.observed("onSuccess").await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus success", "onSuccess", "bus close"]);
    assert_eq!(success.value()[0]["grant_id"], stage.grant_id(token).await?);
    assert_eq!(page.log().all("window.open").len(), 1, "one popup served the whole flow");
    stage.browser.no_popup().await?;
    assert!(!popup.exists().await?);
    Ok(())
}

async fn reports_token_failed(stage: &Stage, page: &Page) -> Result<()> {
    let error = page.observed("onError").await?;
    page.observed("bus close").await?;
    assert_eq!(error.value()["code"], "token_failed");
    assert_eq!(page.log().outcome(), ["bus error", "onError", "bus close"]);
    stage.browser.no_popup().await?;
    page.settle().await?;
    assert!(page.log().all("unhandled rejection").is_empty(), "a rejection was left unhandled");
    assert!(!page.is_open().await?);
    Ok(())
}
