//! Connect is clicked again when the flow before is over and nobody could tell: that click opens the next one.

use std::time::Duration;

use alter_connect_e2e::{AppServer, BrowserOptions, Page, Scenario, Stage, Window};
use anyhow::Result;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("a_popup_closed_behind_another_window", closed_unseen(false)),
        scenario!("a_severed_popup_closed_behind_another_window", closed_unseen(true)),
        scenario!(a_severed_popup_that_is_left_behind),
        scenario!(a_redirect_that_never_leaves, BrowserOptions::phone()),
    ]
}

/// Longer than a focus may come after the popup's end and still tell of it.
const UNSEEN: Duration = Duration::from_millis(1_500);

async fn closed_unseen(stage: &Stage, coop: bool) -> Result<()> {
    let (page, next) = patient_page(stage, coop).await?;
    page.act_in_click("openElsewhere", Value::Null).await?;
    let elsewhere = stage.browser.popup().await?;
    page.act::<()>("watch", Value::Null).await?;
    page.connect().await?;
    let popup = stage.browser.popup_beside(&elsewhere).await?;
    popup.wait_for("#approve").await?;
    if coop {
        page.observed("page popup looks closed").await?;
    }
    // In front of the popup, so that it is not the app's page which gets the focus when the popup closes.
    elsewhere.wait_for("body").await?;
    popup.close().await?;
    let closed = page.observed("page popup looks closed").await?;
    assert_eq!(closed.value(), false, "the page had the focus: nothing was proved");
    tokio::time::sleep(UNSEEN).await;
    assert!(page.log().outcome().is_empty(), "it was noticed: nothing was proved");

    elsewhere.close().await?;
    page.observed("page focused again").await?;
    page.connect().await?;
    the_next_succeeds(stage, &page, &stage.browser.popup().await?, &next).await
}

async fn a_severed_popup_that_is_left_behind(stage: &Stage) -> Result<()> {
    let (page, next) = patient_page(stage, true).await?;
    page.act::<()>("watch", Value::Null).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    page.observed("page popup looks closed").await?;
    tokio::time::sleep(UNSEEN).await;
    assert!(page.log().outcome().is_empty(), "it was taken for closed: nothing was proved");

    popup.minimize().await?;
    page.observed("page focused again").await?;
    tokio::time::sleep(UNSEEN).await;
    assert!(page.log().outcome().is_empty(), "the app has asked for more patience");
    page.connect().await?;
    the_next_succeeds(stage, &page, &stage.browser.popup_beside(&popup).await?, &next).await
}

/// A page whose flows are for two sessions, one after the other, and would wait for ever to be sure of an exit; and the
/// second session's token. Nothing has to be told to it between the two: that would give it the focus.
async fn patient_page(stage: &Stage, coop: bool) -> Result<(Page, String)> {
    let script = |coop| json!({ "pause_at_provider": true, "coop": coop });
    let tokens = [stage.session(script(coop)).await?, stage.session(script(false)).await?];
    let url = format!("{}?create={{\"closeGrace\":600000}}", stage.app.page(stage.sdk));
    let page = stage.app.load(stage.browser.main(), &url).await?;
    page.act::<()>("useTokens", json!({ "tokens": tokens, "baseURL": stage.emulator.base_url() })).await?;
    let [_, next] = tokens;
    Ok((page, next))
}

/// The click ended the flow before and opened this popup, whose result arrives.
async fn the_next_succeeds(stage: &Stage, page: &Page, popup: &Window, token: &str) -> Result<()> {
    popup.click("#approve").await?;
    page.observed_times("bus close", 2).await?;
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close", "bus success", "onSuccess", "bus close"]);
    let success = page.observed("onSuccess").await?;
    assert_eq!(success.value()[0]["grant_id"], stage.grant_id(token).await?);
    Ok(())
}

async fn a_redirect_that_never_leaves(stage: &Stage) -> Result<()> {
    // A browser that is answered "no content" stays on its page.
    let silent = AppServer::start(|_| Router::new().route("/sdk/oauth/connect", get(silence))).await?;
    let page = stage.page().await?;
    page.options(&json!({ "token": "token", "baseURL": silent.origin() })).await?;
    page.connect().await?;
    page.observed("open() resolved").await?;

    let token = stage
        .session_with(
            json!({ "allowed_providers": ["google"], "return_url": stage.app.page(stage.sdk) }),
            json!({ "outcome": "approve" }),
        )
        .await?;
    stage.tell_token(&page, &token).await?;
    page.connect().await?;
    let back = page.next().await?;
    let success = back.observed("bus success").await?;
    assert_eq!(success.value()[0]["grant_id"], stage.grant_id(&token).await?);
    Ok(())
}

async fn silence() -> StatusCode {
    StatusCode::NO_CONTENT
}
