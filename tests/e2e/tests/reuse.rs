//! The popup still shows the Connect page of one session when another flow opens it: the page's after a reload, another
//! instance's, or that of another copy of the SDK.

use alter_connect_e2e::{Page, Scenario, Stage, Window};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("after_a_reload", by_the_next_load(false)),
        scenario!("after_a_reload_behind_coop", by_the_next_load(true)),
        scenario!("by_a_second_instance", by_another("app.html", ["own", "another"], false)),
        scenario!("by_a_second_instance_behind_coop", by_another("app.html", ["own", "another"], true)),
        scenario!("while_its_window_opens", while_its_window_opens()),
        scenario!("by_the_esm_beside_the_umd", by_another("copies.html", ["own", "ofTheCopy"], false)),
        scenario!("by_the_umd_beside_the_esm", by_another("copies.html", ["ofTheCopy", "own"], false)),
    ]
}

/// How soon a flow hears that another has taken its popup: before its timer could tell it, in milliseconds.
const AT_ONCE: f64 = 250.0;

async fn by_the_next_load(stage: &Stage, coop: bool) -> Result<()> {
    let page = stage.page_with_token(&first_session(stage).await?).await?;
    page.connect().await?;
    let popup = at_the_picker(stage).await?;
    page.window().reload().await?;
    let page = page.next().await?;
    let token = second_session(stage, coop).await?;
    stage.tell_token(&page, &token).await?;
    page.connect().await?;
    gets_its_own(stage, &page, &popup, &token, "onSuccess").await?;
    assert_eq!(page.log().outcome(), ["bus success", "onSuccess", "bus close"]);
    Ok(())
}

/// Of two instances, as `acts/reuse.js` names them.
async fn by_another(stage: &Stage, page: &str, [first, second]: [&str; 2], coop: bool) -> Result<()> {
    let url = format!("{}/{}/{page}", stage.app.origin(), stage.sdk.name());
    let page = stage.app.load(stage.browser.main(), &url).await?;
    open(stage, &page, "first", first, &first_session(stage).await?).await?;
    let popup = at_the_picker(stage).await?;
    let token = second_session(stage, coop).await?;
    open(stage, &page, "second", second, &token).await?;

    let exit = page.observed("first onExit").await?;
    assert!(exit.values[0].as_f64().is_some_and(|after| after < AT_ONCE), "the first flow went on: {exit:?}");
    gets_its_own(stage, &page, &popup, &token, "second onSuccess").await?;
    let log = page.log();
    let ends: Vec<_> =
        log.0.iter().filter(|entry| entry.what.starts_with("first ") || entry.what.starts_with("second ")).collect();
    assert_eq!(ends.len(), 2, "each flow ends once: {ends:?}");
    Ok(())
}

/// Firefox handles other events while a window opens. The flow that is told last keeps the window, and shows it alone.
async fn while_its_window_opens(stage: &Stage) -> Result<()> {
    let url = format!("{}/{}/app.html", stage.app.origin(), stage.sdk.name());
    let page = stage.app.load(stage.browser.main(), &url).await?;
    let base_url = stage.emulator.base_url();
    let inner = second_session(stage, false).await?;
    let flows = json!({
        "outer": { "name": "outer", "instance": "own", "baseURL": base_url },
        "inner": { "name": "inner", "instance": "another", "token": inner, "baseURL": base_url },
    });
    page.act_in_click("openWithin", flows).await?;
    page.observed("inner onExit").await?;
    let popup = stage.browser.popup().await?;
    page.settle().await?;
    assert_eq!(popup.url().await?, "about:blank");
    let token = second_session(stage, false).await?;
    page.act::<()>("arrive", json!(token)).await?;
    gets_its_own(stage, &page, &popup, &token, "outer onSuccess").await
}

/// Opens a flow in a click; how it ends is recorded under its name, with the time since the last `open()`.
async fn open(stage: &Stage, page: &Page, name: &str, instance: &str, token: &str) -> Result<()> {
    let base_url = stage.emulator.base_url();
    let flow = json!({ "name": name, "instance": instance, "token": token, "baseURL": base_url });
    page.act_in_click("open", flow).await
}

/// A session that lets its user choose.
async fn first_session(stage: &Stage) -> Result<String> {
    stage.session_with(json!({ "allowed_providers": ["google", "slack"] }), Value::Null).await
}

async fn at_the_picker(stage: &Stage) -> Result<Window> {
    let popup = stage.browser.popup().await?;
    popup.wait_for("button[data-provider=slack]").await?;
    Ok(popup)
}

/// A session that leads to its provider at once.
async fn second_session(stage: &Stage, coop: bool) -> Result<String> {
    stage
        .session_with(
            json!({ "allowed_providers": ["google"], "return_url": stage.app.page(stage.sdk) }),
            json!({ "pause_at_provider": true, "coop": coop }),
        )
        .await
}

/// The popup shows the second session's page, and the app hears of its grant.
async fn gets_its_own(stage: &Stage, page: &Page, popup: &Window, token: &str, success: &str) -> Result<()> {
    popup.click("#approve").await?;
    let success = page.observed(success).await?;
    stage.browser.no_popup().await?;
    page.settle().await?;
    let grants = success.values.last().expect("it has grants");
    assert_eq!(grants[0]["grant_id"], stage.grant_id(token).await?);
    Ok(())
}
