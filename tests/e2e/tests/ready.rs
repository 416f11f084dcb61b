//! When the wasm is compiled, and what an app sees where it cannot be.

use alter_connect_e2e::{BrowserOptions, Engine, Page, Scenario, Stage, wait};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(create_compiles_nothing),
        scenario!(it_is_ready_before_anyone_asks),
        scenario!(it_is_ready_on_a_page_that_is_never_idle),
        scenario!(a_return_is_not_kept_waiting),
        scenario!(a_page_without_wasm, BrowserOptions::default()),
    ]
}

async fn load(stage: &Stage, query: &str) -> Result<Page> {
    let url = format!("{}/{}/ready.html?{query}", stage.app.origin(), stage.sdk.name());
    stage.app.load(stage.browser.main(), &url).await
}

async fn compiled(page: &Page) -> Result<Vec<String>> {
    page.run("return compiled").await
}

async fn flow_succeeds(stage: &Stage, page: &Page) -> Result<()> {
    let token = stage.session(json!({ "outcome": "approve" })).await?;
    stage.tell_token(page, &token).await?;
    page.connect().await?;
    page.observed("bus close").await?;
    assert_eq!(page.log().outcome(), ["bus success", "onSuccess", "bus close"]);
    Ok(())
}

async fn create_compiles_nothing(stage: &Stage) -> Result<()> {
    // WebKit has no idle time; there it is the next task.
    let page = load(stage, if stage.engine == Engine::WebKit { "" } else { "busy" }).await?;
    let seen: Value = page.act("callWithoutWasm", Value::Null).await?;
    assert_eq!(seen, json!([false, env!("CARGO_PKG_VERSION"), 0]));
    let codes: Value = page.act("callAfterDestroy", Value::Null).await?;
    assert_eq!(codes, json!(vec!["sdk_destroyed"; 4]));
    if stage.engine == Engine::WebKit {
        return Ok(());
    }
    let page = load(stage, "busy").await?;
    assert_eq!(compiled(&page).await?, Vec::<String>::new());
    flow_succeeds(stage, &page).await?;
    assert_eq!(compiled(&page).await?, ["at once"]);
    Ok(())
}

async fn it_is_ready_before_anyone_asks(stage: &Stage) -> Result<()> {
    let page = load(stage, "").await?;
    wait::until("the wasm", async || Ok((!compiled(&page).await?.is_empty()).then_some(()))).await?;
    flow_succeeds(stage, &page).await?;
    assert_eq!(compiled(&page).await?, ["at once"]);
    Ok(())
}

async fn it_is_ready_on_a_page_that_is_never_idle(stage: &Stage) -> Result<()> {
    let page = load(stage, "busy=late").await?;
    wait::until("the wasm", async || Ok((!compiled(&page).await?.is_empty()).then_some(()))).await?;
    assert_eq!(compiled(&page).await?, ["at once"]);
    Ok(())
}

async fn a_return_is_not_kept_waiting(stage: &Stage) -> Result<()> {
    let page = load(stage, "busy").await?;
    page.act::<()>("leave", json!({})).await?;
    let result = "alter_connect_success=true&grant_id=returned&provider=google&account_identifier=ada";
    let page = load(stage, &format!("busy&{result}")).await?;
    assert_eq!(page.observed("bus success").await?.value()[0]["grant_id"], "returned");
    Ok(())
}

async fn a_page_without_wasm(stage: &Stage) -> Result<()> {
    let page = load(stage, "refuse=all").await?;
    let said = page.observed("console.error").await?;
    assert_eq!(said.values[0], "[Alter Connect]");
    assert!(said.values[1].as_str().is_some_and(|said| said.contains("'wasm-unsafe-eval'")), "{said:?}");
    page.options(&json!({ "token": "token" })).await?;
    page.connect().await?;
    let error = page.observed("open() rejected").await?;
    assert_eq!(error.value()["code"], "wasm_unavailable");
    assert!(error.value()["message"].as_str().is_some_and(|message| message.contains("alter-connect/js")));
    assert!(error.value()["details"]["cause"].is_object(), "what the browser says");
    assert!(error.value()["docs"].as_str().is_some_and(|address| address.ends_with("docs/errors.md#wasm_unavailable")));
    page.act::<()>("destroyWithoutWasm", Value::Null).await?;
    assert_eq!(page.observed("page destroyed").await?.values, ["wasm_unavailable", "sdk_destroyed"]);
    stage.browser.no_popup().await
}
