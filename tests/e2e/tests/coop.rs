//! Providers whose page sends `Cross-Origin-Opener-Policy: same-origin`: the popup looks closed to the app
//! while the user is still signing in, and cannot post its result.

use std::time::Duration;

use alter_connect_e2e::{Page, Scenario, Stage, Window, wait};
use anyhow::Result;
use serde_json::{Value, json};

use crate::nonce::crafted_link;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(the_result_arrives_by_the_relay),
        scenario!(the_user_closes_the_severed_popup),
        scenario!(the_opener_is_gone_when_the_result_comes),
        scenario!(a_crafted_link_finds_no_flow),
    ]
}

/// Longer than several looks at `popup.closed`.
const SIGNING_IN: Duration = Duration::from_secs(3);

async fn the_result_arrives_by_the_relay(stage: &Stage) -> Result<()> {
    let url = stage.app.page(stage.sdk);
    // However little patience the app has: the user is in front of the popup.
    let impatient = format!("{url}?create={{\"closeGrace\":500}}");
    let (page, popup, token) = severed_on(stage, &impatient, &url, json!({})).await?;
    // Not a wait for something: the time in which a false exit would come.
    tokio::time::sleep(SIGNING_IN).await;
    assert!(page.log().outcome().is_empty(), "the user is still signing in");

    popup.click("#approve").await?;
    page.observed("bus close").await?;
    stage.browser.no_popup().await?;
    page.settle().await?;
    let log = page.log();
    assert_eq!(log.outcome(), ["bus success", "onSuccess", "bus close"]);
    assert_eq!(log.all("onSuccess")[0].value()[0]["grant_id"], stage.grant_id(&token).await?);
    assert!(!page.is_open().await?);
    Ok(())
}

async fn the_user_closes_the_severed_popup(stage: &Stage) -> Result<()> {
    let (page, popup, _) = severed(stage, &stage.app.page(stage.sdk)).await?;
    popup.close().await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus exit", "onExit", "bus close"]);
    assert!(!page.is_open().await?);
    Ok(())
}

async fn the_opener_is_gone_when_the_result_comes(stage: &Stage) -> Result<()> {
    let (page, popup, token) = severed(stage, &stage.app.page(stage.sdk)).await?;
    page.window().reload().await?;
    let page = page.next().await?;

    popup.click("#approve").await?;
    // The popup is the app's page now, and the only one that knows.
    let log = wait::until("a page of the app to hear of the result", async || {
        Ok(stage.app.logs().into_iter().find(|log| !log.all("bus success").is_empty()))
    })
    .await?;
    assert_eq!(log.all("bus success")[0].value()[0]["grant_id"], stage.grant_id(&token).await?);
    assert_eq!(log.all("bus success").len(), 1);
    assert!(page.log().outcome().is_empty(), "the new page asked for nothing");
    assert_eq!(popup.url().await?, stage.app.page(stage.sdk), "the address is not cleaned up");
    let left: Vec<String> = popup.script("return Object.keys(sessionStorage)", vec![]).await?;
    assert!(left.is_empty(), "{left:?} is left behind");
    Ok(())
}

async fn a_crafted_link_finds_no_flow(stage: &Stage) -> Result<()> {
    let (page, _, _) = severed(stage, &stage.app.page(stage.sdk)).await?;
    // Who comes back to the app in the very moment in which the popup is cut off is taken to have closed it.
    tokio::time::sleep(SIGNING_IN).await;
    // In a tab of its own, while a flow is open: it has no nonce.
    page.act_in_click("openApart", crafted_link(stage).into()).await?;
    let forged = wait::until("the crafted link to load", async || {
        let logs = stage.app.logs();
        Ok((logs.len() > 1)
            .then(|| logs.into_iter().next_back())
            .flatten()
            .filter(|log| !log.all("page ready").is_empty()))
    })
    .await?;
    page.settle().await?;
    assert!(forged.outcome().is_empty(), "nobody asked for that grant");
    assert!(page.log().outcome().is_empty(), "the forged grant was believed");
    assert!(page.is_open().await?);
    Ok(())
}

/// A flow whose popup is at such a provider, and whose app has been told that it is closed.
pub async fn severed(stage: &Stage, return_url: &str) -> Result<(Page, Window, String)> {
    severed_on(stage, &stage.app.page(stage.sdk), return_url, json!({})).await
}

/// The same on this page, which does more (`watchPopup`) at the moment from which its popup looks closed.
pub async fn severed_on(stage: &Stage, url: &str, return_url: &str, more: Value) -> Result<(Page, Window, String)> {
    let token = stage
        .session_with(
            json!({ "allowed_providers": ["google"], "return_url": return_url }),
            json!({ "coop": true, "pause_at_provider": true }),
        )
        .await?;
    let page = stage.app.load(stage.browser.main(), url).await?;
    stage.tell_token(&page, &token).await?;
    page.act::<()>("watchPopup", more).await?;
    page.connect().await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    page.observed("page popup looks closed").await?;
    Ok((page, popup, token))
}
