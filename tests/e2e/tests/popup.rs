//! The popup flow as its user sees it, and the grants that app and backend get. How flows end, tests/conformance shows.

use alter_connect_e2e::{Page, Scenario, Stage, Window};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(one_grant), scenario!(a_person_clicks_through_two_providers), scenario!(a_managed_secret)]
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

/// Its session is opened by the address that the backend got; what only such a grant has is extra.
async fn a_managed_secret(stage: &Stage) -> Result<()> {
    let request = json!({
        "provider": "stripe", "user_token": "ada", "agent": "helper", "delegable": true, "allowed_origin": stage.app.origin(),
    });
    let session = stage.backend.create_secret_session(&request).await?;
    let page = stage.page().await?;
    page.options(&json!({ "connectUrl": session["connect_url"] })).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#secret-approve").await?;
    popup.script::<()>("document.querySelector('#key').value = 'sk_1'", vec![]).await?;
    popup.click("#secret-approve").await?;
    popup.click("#confirm-connections").await?;
    let success = page.observed("onSuccess").await?;
    let grant = &success.value()[0];
    assert_eq!((&grant["provider"], &grant["operation"]), (&json!("stripe"), &json!("creation")));
    assert_eq!(grant["extra"]["updated"], json!(false), "{grant}");
    assert!(grant["extra"]["delegable"].is_boolean(), "{grant}");
    stage.browser.no_popup().await
}

/// A flow whose popup waits on the provider's consent page.
pub async fn at_the_provider(stage: &Stage) -> Result<(Page, Window)> {
    let token = stage.session(json!({ "pause_at_provider": true })).await?;
    let page = stage.page_with_token(&token).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    Ok((page, popup))
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
