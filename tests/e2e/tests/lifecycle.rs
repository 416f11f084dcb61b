//! What the app does in the middle of a flow, and inside its callbacks.

use alter_connect_e2e::{BrowserOptions, Page, Scenario, Stage, Window};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;
use crate::security::{forged_grant, hosted_frame};

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(destroy_in_mid_flow),
        // No user's click leads to the second popup, so the blocker is off as for a trusted site.
        scenario!(open_from_on_success, BrowserOptions::default()).in_each_engine(),
        scenario!(an_on_success_that_throws),
    ]
}

async fn destroy_in_mid_flow(stage: &Stage) -> Result<()> {
    let (page, _) = at_the_provider(stage).await?;
    let frame = hosted_frame(stage, &page).await?;
    page.run::<Value>("sdk.destroy()").await?;
    stage.browser.no_popup().await?;

    frame.post(&forged_grant()).await?;
    page.observed("page message").await?;
    page.settle().await?;
    assert!(page.log().outcome().is_empty(), "nobody is told anything after destroy()");
    assert!(page.log().all("uncaught").is_empty());
    let code: String = page.run("try { sdk.isOpen() } catch (error) { return error.code }").await?;
    assert_eq!(code, "sdk_destroyed");
    Ok(())
}

async fn open_from_on_success(stage: &Stage) -> Result<()> {
    let mut tokens = Vec::new();
    for account in ["ada@example.com", "grace@example.com"] {
        tokens.push(stage.session(json!({ "outcome": "approve", "accounts": [account] })).await?);
    }
    let page = stage.page().await?;
    page.run::<Value>("window.first = true").await?;
    page.options(
        "{
            token: argument.tokens[window.first ? 0 : 1],
            baseURL: argument.baseURL,
            onSuccess: (grants) => {
                record('onSuccess', grants);
                if (window.first) { window.first = false; connect(); }
            },
        }",
        json!({ "tokens": tokens, "baseURL": stage.emulator.base_url() }),
    )
    .await?;
    page.connect().await?;
    let successes = page.observed_times("onSuccess", 2).await?;
    let accounts: Vec<_> = successes.iter().map(|success| &success.value()[0]["account_identifier"]).collect();
    assert_eq!(accounts, ["ada@example.com", "grace@example.com"]);
    stage.browser.no_popup().await?;
    assert!(!page.is_open().await?);
    Ok(())
}

async fn an_on_success_that_throws(stage: &Stage) -> Result<()> {
    let page = stage.page().await?;
    for round in 1..=2 {
        let token = stage.session(json!({ "outcome": "approve" })).await?;
        page.options(
            "{ token: argument.token, baseURL: argument.baseURL,
               onSuccess: (grants) => { record('onSuccess', grants); throw new Error('a bug of the app'); } }",
            json!({ "token": token, "baseURL": stage.emulator.base_url() }),
        )
        .await?;
        page.connect().await?;
        page.observed_times("bus close", round).await?;
        assert!(!page.is_open().await?);
        let outcome = ["bus success", "onSuccess", "bus close"].repeat(round);
        assert_eq!(page.log().outcome(), outcome);
    }
    Ok(())
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
