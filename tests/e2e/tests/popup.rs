//! The popup flow: each way in which it can end.

use alter_connect_e2e::{BrowserOptions, Entry, Page, Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(one_grant),
        scenario!(three_grants),
        scenario!(a_person_clicks_through_two_providers),
        scenario!(denied),
        scenario!(the_user_closes_the_popup),
        scenario!(the_popup_is_blocked, BrowserOptions::desktop()),
    ]
}

async fn one_grant(stage: &Stage) -> Result<()> {
    let token = stage.session(json!({ "outcome": "approve", "accounts": ["ada@example.com"] })).await?;
    let page = stage.page_with_token(&token).await?;
    page.connect().await?;
    page.observed("bus close").await?;

    let log = page.log();
    assert_eq!(log.outcome(), ["bus success", "onSuccess", "bus close"]);
    let opened = log.all("onEvent");
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].value(), "connect_opened");
    assert!(opened[0].values[1]["timestamp"].as_str().is_some_and(is_iso_8601));

    let grants = same_grants_everywhere(stage, &page, &token).await?;
    assert_eq!(grants.len(), 1);
    assert_eq!(grants[0]["provider"], "google");
    assert_eq!(grants[0]["account_identifier"], "ada@example.com");
    stage.browser.no_popup().await?;
    assert!(!page.is_open().await?);
    Ok(())
}

async fn three_grants(stage: &Stage) -> Result<()> {
    let accounts = ["ada@example.com", "grace@example.com", "edsger@example.com"];
    let token = stage
        .session_with(
            json!({ "allowed_providers": ["google", "slack", "github"] }),
            json!({ "outcome": "approve", "accounts": accounts }),
        )
        .await?;
    let page = stage.page_with_token(&token).await?;
    page.connect().await?;
    page.observed("bus close").await?;

    let grants = same_grants_everywhere(stage, &page, &token).await?;
    let of = |field: &str| grants.iter().map(|grant| grant[field].clone()).collect::<Vec<_>>();
    assert_eq!(of("provider"), ["google", "slack", "github"]);
    assert_eq!(of("account_identifier"), accounts);
    Ok(())
}

async fn a_person_clicks_through_two_providers(stage: &Stage) -> Result<()> {
    let token = stage.session_with(json!({ "allowed_providers": ["google", "slack"] }), Value::Null).await?;
    let page = stage.page_with_token(&token).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    for provider in ["google", "slack"] {
        popup.click(&format!("button[data-provider={provider}]")).await?;
        popup.click("#approve").await?;
    }
    popup.click("#finish").await?;
    page.observed("bus close").await?;

    let grants = same_grants_everywhere(stage, &page, &token).await?;
    assert_eq!(grants.len(), 2);
    stage.browser.no_popup().await
}

async fn denied(stage: &Stage) -> Result<()> {
    ends_with_error(stage, "deny", "connect_denied").await
}

async fn ends_with_error(stage: &Stage, outcome: &str, code: &str) -> Result<()> {
    let token = stage.session(json!({ "outcome": outcome })).await?;
    let page = stage.page_with_token(&token).await?;
    page.connect().await?;
    page.observed("bus close").await?;

    let log = page.log();
    assert_eq!(log.outcome(), ["bus error", "onError", "bus close"]);
    let [on_bus, to_callback] = ["bus error", "onError"].map(|what| log.all(what)[0]);
    assert_eq!(on_bus.values, to_callback.values);
    assert_eq!(to_callback.value()["code"], code);
    assert!(to_callback.value()["message"].as_str().is_some_and(|message| !message.is_empty()));
    if code != "invalid_response" {
        assert_eq!(to_callback.value()["details"]["type"], "alter_connect_error");
    }
    stage.browser.no_popup().await?;
    assert!(!page.is_open().await?);
    Ok(())
}

async fn the_user_closes_the_popup(stage: &Stage) -> Result<()> {
    let token = stage.session(json!({ "pause_at_provider": true })).await?;
    let page = stage.page_with_token(&token).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    popup.close().await?;
    page.observed("bus close").await?;

    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);
    assert!(!page.is_open().await?);
    Ok(())
}

async fn the_popup_is_blocked(stage: &Stage) -> Result<()> {
    let token = stage.session(json!({})).await?;
    let page = stage.page_with_token(&token).await?;
    // Nobody has touched the page, so the browser's own popup blocker steps in.
    page.run::<Value>("setTimeout(connect)").await?;
    let error = page.observed("onError").await?;
    assert!(
        !page.run::<bool>("return navigator.userActivation.hasBeenActive").await?,
        "the page was activated: nothing was proved about blocked popups"
    );

    assert_eq!(error.value()["code"], "popup_blocked");
    assert_eq!(page.log().all("onError").len(), 1);
    assert_eq!(page.log().all("onEvent"), Vec::<&Entry>::new(), "nothing was launched");
    assert!(stage.browser.popups().await?.is_empty());
    assert!(!page.is_open().await?);
    Ok(())
}

/// Checks the grants that the app got, field by field, and that bus, callback and backend agree on them.
async fn same_grants_everywhere(stage: &Stage, page: &Page, token: &str) -> Result<Vec<Value>> {
    let log = page.log();
    let [on_bus, to_callback] = ["bus success", "onSuccess"].map(|what| log.all(what)[0]);
    assert_eq!(on_bus.values, to_callback.values);
    let grants = to_callback.value().as_array().expect("onSuccess gets an array").clone();

    let polled = stage.backend.poll(token).await?;
    assert_eq!(polled["status"], "completed");
    let polled = polled["grants"].as_array().expect("a completed session has grants");
    assert_eq!(grants.len(), polled.len());
    for (grant, polled) in grants.iter().zip(polled) {
        assert_eq!(grant["grant_id"], polled["grant_id"]);
        assert_eq!(grant["provider"], polled["provider_id"]);
        assert_eq!(grant["account_identifier"], polled["account_identifier"]);
        assert_eq!(grant["scopes"], polled["scopes"]);
        assert_eq!(grant["operation"], polled["operation"]);
        assert_eq!(grant["status"], "active");
        assert!(grant["provider_name"].as_str().is_some_and(|name| !name.is_empty()));
        assert!(grant["timestamp"].as_str().is_some_and(is_iso_8601));
    }
    Ok(grants)
}

/// `2026-01-31T23:59:59Z`, with or without a fraction of a second.
fn is_iso_8601(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape.starts_with("0000-00-00T00:00:00") && shape.ends_with('Z')
}
