//! The app is in a frame: the focus goes to the page around it, and still the end of the popup is noticed.

use std::time::Duration;

use alter_connect_e2e::{Page, Scenario, Stage};
use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(of_the_same_origin), scenario!(of_another_origin)]
}

async fn of_the_same_origin(stage: &Stage) -> Result<()> {
    // The page around can be asked for the focus: no grace is needed.
    exits(stage, stage.app.origin(), json!({ "closeGrace": 600_000 })).await
}

async fn of_another_origin(stage: &Stage) -> Result<()> {
    let localhost = stage.app.origin().replace("127.0.0.1", "localhost");
    exits(stage, &localhost, json!({ "closeGrace": 1_000 })).await
}

async fn exits(stage: &Stage, origin: &str, config: Value) -> Result<()> {
    let page = framed(stage, origin, &config).await?;
    let token = stage.session(json!({ "pause_at_provider": true })).await?;
    stage.tell_token(&page, &token).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    page.settle().await?;
    assert!(page.log().outcome().is_empty(), "the popup is there");

    // A user takes longer than from one look of the SDK's to the next, half a second. No event tells a frame of the focus.
    tokio::time::sleep(Duration::from_millis(600)).await;
    // The user has gone back to the page around, and closes the popup from there.
    stage.browser.main().click("#around").await?;
    popup.close().await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);
    Ok(())
}

/// The app's page of this origin, in a frame of a page of the app server's.
async fn framed(stage: &Stage, origin: &str, config: &Value) -> Result<Page> {
    let [around, app] = [(stage.app.origin(), "frame"), (origin, "app")]
        .map(|(origin, page)| format!("{origin}/{}/{page}.html", stage.sdk.name()));
    let app = reqwest::Url::parse_with_params(&app, [("create", config.to_string())])?;
    let around = reqwest::Url::parse_with_params(&around, [("app", app.as_str())])?;
    let window = stage.browser.main();
    window.goto(around.as_str()).await?;
    stage.app.page_in(&window.frame("#app")).await.context("the frame does not load")
}
