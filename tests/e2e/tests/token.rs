//! Tokens that come late, or never: the popup is opened in the click all the same.

use alter_connect_e2e::{Page, Scenario, Stage, Window};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(a_promise_of_a_token).in_each_engine(),
        scenario!(a_function_that_fetches_a_token).in_each_engine(),
        scenario!(a_second_open_while_the_popup_waits),
        scenario!(a_promise_of_a_connect_url),
        scenario!(a_token_that_fails),
        scenario!(the_user_closes_the_waiting_popup).in_each_engine(),
    ]
}

/// A promise that the test settles with `giveToken` or `failToken`.
const PROMISE: &str = "new Promise((give, fail) => { window.giveToken = give; window.failToken = fail; })";

async fn a_promise_of_a_token(stage: &Stage) -> Result<()> {
    moves_on_when_the_token_arrives(stage, &format!("{{ token: {PROMISE}, baseURL: argument }}")).await
}

async fn a_function_that_fetches_a_token(stage: &Stage) -> Result<()> {
    let options = format!("{{ token: async () => await {PROMISE}, baseURL: argument }}");
    moves_on_when_the_token_arrives(stage, &options).await
}

async fn moves_on_when_the_token_arrives(stage: &Stage, options: &str) -> Result<()> {
    let (page, popup) = waiting(stage, options).await?;
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    give(&page, &token).await?;
    succeeds(stage, &page, &popup, &token).await
}

async fn a_second_open_while_the_popup_waits(stage: &Stage) -> Result<()> {
    let (page, popup) = waiting(stage, &format!("{{ token: {PROMISE}, baseURL: argument }}")).await?;
    // The waiting page is of the app's origin: here, a call of the window's can be seen.
    page.run::<Value>("popups[0].focus = () => record('page popup focused')").await?;
    page.connect().await?;
    page.observed("page popup focused").await?;
    assert_eq!(stage.browser.popups().await?, std::slice::from_ref(&popup));
    page.run::<Value>("sdk.close()").await?;
    stage.browser.no_popup().await
}

async fn a_promise_of_a_connect_url(stage: &Stage) -> Result<()> {
    let (page, popup) = waiting(stage, &format!("{{ connectUrl: {PROMISE} }}")).await?;
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    let connect_url = format!("{}/sdk/oauth/connect#session={token}", stage.emulator.base_url());
    give(&page, &connect_url).await?;
    succeeds(stage, &page, &popup, &token).await
}

async fn a_token_that_fails(stage: &Stage) -> Result<()> {
    let (page, _) = waiting(stage, &format!("{{ token: {PROMISE}, baseURL: argument }}")).await?;
    page.run::<Value>("failToken(new Error('the backend is down'))").await?;
    reports_token_failed(stage, &page).await
}

async fn the_user_closes_the_waiting_popup(stage: &Stage) -> Result<()> {
    let (page, popup) = waiting(stage, &format!("{{ token: {PROMISE}, baseURL: argument }}")).await?;
    popup.close().await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);

    // The token that arrives afterwards opens nothing.
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    give(&page, &token).await?;
    page.settle().await?;
    assert!(stage.browser.popups().await?.is_empty());
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);
    assert!(!page.is_open().await?);
    Ok(())
}

/// Clicks Connect with a token that has not arrived, and checks what the user sees meanwhile.
async fn waiting(stage: &Stage, options: &str) -> Result<(Page, Window)> {
    let page = stage.page().await?;
    page.options(options, stage.emulator.base_url()).await?;
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

async fn give(page: &Page, value: &str) -> Result<()> {
    page.window().script("giveToken(arguments[0])", vec![value.into()]).await
}

async fn succeeds(stage: &Stage, page: &Page, popup: &Window, token: &str) -> Result<()> {
    let success = page.observed("onSuccess").await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus success", "onSuccess", "bus close"]);
    let polled = stage.backend.poll(token).await?;
    assert_eq!(success.value()[0]["grant_id"], polled["grants"][0]["grant_id"]);
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
