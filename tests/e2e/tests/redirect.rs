//! Phones: the page itself goes to the hosted side and comes back.

use alter_connect_e2e::{BrowserOptions, Page, Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(out_and_back_with_a_grant, BrowserOptions::phone()),
        scenario!(out_and_back_with_an_error, BrowserOptions::phone()),
        scenario!(parameters_that_no_flow_explains, BrowserOptions::phone()),
    ]
}

async fn out_and_back_with_a_grant(stage: &Stage) -> Result<()> {
    let (page, token) = out_and_back(stage, "approve").await?;
    let success = page.observed("bus success").await?;
    let polled = stage.backend.poll(&token).await?;
    let grant = &success.value()[0];
    assert_eq!(success.value().as_array().map(Vec::len), Some(1));
    assert_eq!(grant["grant_id"], polled["grants"][0]["grant_id"]);
    assert_eq!(grant["provider"], "google");
    assert_eq!(grant["account_identifier"], polled["grants"][0]["account_identifier"]);
    assert_eq!(grant["scopes"], polled["grants"][0]["scopes"]);
    assert_eq!(grant["operation"], "creation");
    told_once(&page, "bus success").await
}

async fn out_and_back_with_an_error(stage: &Stage) -> Result<()> {
    let (page, _) = out_and_back(stage, "deny").await?;
    let error = page.observed("bus error").await?;
    assert_eq!(error.value()["code"], "connect_denied");
    assert!(error.value()["message"].as_str().is_some_and(|message| !message.is_empty()));
    told_once(&page, "bus error").await
}

async fn parameters_that_no_flow_explains(stage: &Stage) -> Result<()> {
    let crafted = format!(
        "{}?alter_connect_success=true&grant_id=forged&provider=google&account_identifier=m%40example.com",
        stage.app.page(stage.sdk)
    );
    let page = stage.app.load(stage.browser.main(), &crafted).await?;
    page.settle().await?;
    assert!(page.log().outcome().is_empty(), "nobody asked for that grant");
    Ok(())
}

/// Taps Connect on a page with a query and a fragment, and gives the load that the user comes back to.
async fn out_and_back(stage: &Stage, outcome: &str) -> Result<(Page, String)> {
    let start = format!("{}?tab=accounts", stage.app.page(stage.sdk));
    let token = stage
        .session_with(json!({ "allowed_providers": ["google"], "return_url": start }), json!({ "outcome": outcome }))
        .await?;
    let page = stage.app.load(stage.browser.main(), &format!("{start}#section")).await?;
    stage.tell_token(&page, &token).await?;
    page.connect().await?;
    let back = page.next().await?;
    assert!(page.log().outcome().is_empty(), "the page that left has not heard of the outcome");
    assert!(page.log().all("page window.open").is_empty(), "a phone gets no popup");
    assert_eq!(back.window().url().await?, format!("{start}#section"), "the address is not cleaned up");
    Ok((back, token))
}

/// The result has been given exactly once, and a reload does not give it again.
async fn told_once(page: &Page, what: &str) -> Result<()> {
    page.settle().await?;
    assert_eq!(page.log().all(what).len(), 1);
    assert!(!page.is_open().await?);
    let left: Value = page.run("return sessionStorage.getItem('alter_oauth_state')").await?;
    assert!(left.is_null(), "the state of the flow is left behind");

    page.window().reload().await?;
    let again = page.next().await?;
    again.settle().await?;
    assert!(again.log().outcome().is_empty(), "a reload repeats the result");
    Ok(())
}
