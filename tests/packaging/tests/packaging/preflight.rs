//! `alter-connect/preflight`: what it says of a browser, and each mistake that it finds.

use alter_connect_e2e::{BrowserOptions, Scenario, Stage, Window, wait};
use anyhow::Result;
use serde_json::{Value, json};

use crate::entries::site;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(mistakes), scenario!(on_a_phone, BrowserOptions::phone())]
}

async fn mistakes(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    let load = async |name: &str| page.goto(&format!("{}/{name}.html", site.origin())).await;
    load("preflight").await?;
    assert_eq!(page.script::<String>("return hint()", vec![]).await?, "A window will open.");
    let environment: Value = page.script("return environment()", vec![]).await?;
    assert_eq!(
        environment,
        json!({
            "mode": "popup",
            "reason": "This is a desktop.",
            "webview": null,
            "storage": true,
            "framed": false,
            "isolated": false,
        })
    );

    assert_eq!(later(page, json!({})).await?, ["not_in_click"]);
    let origin = site.origin();
    assert_eq!(in_click(page, json!({ "token": "t", "allowedOrigin": format!("{origin}/") })).await?, [""; 0]);
    let elsewhere = origin.replace("127.0.0.1", "localhost");
    assert_eq!(in_click(page, json!({ "allowedOrigin": elsewhere })).await?, ["wrong_origin"]);
    assert_eq!(in_click(page, json!({ "expiresAt": "2020-01-01T00:00:00Z" })).await?, ["session_expired"]);
    for token in [json!(""), json!(7), json!("undefined"), json!("https://example.com/#session=t"), json!("{\"a\":1}")]
    {
        assert_eq!(in_click(page, json!({ "token": token })).await?, ["token_malformed"], "{token}");
    }
    assert_eq!(in_click(page, json!({ "token": "alter_key_x" })).await?, ["api_key_in_browser"]);
    page.script::<()>("window.AlterConnect = class {}", vec![]).await?;
    assert_eq!(in_click(page, json!({})).await?, ["second_copy"]);

    load("isolated").await?;
    assert_eq!(later(page, json!({})).await?, ["not_in_click", "isolated"]);
    load("no-wasm").await?;
    assert_eq!(later(page, json!({})).await?, ["not_in_click", "wasm_blocked"]);

    let instagram =
        "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Instagram 300.0";
    page.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": instagram })).await?;
    load("preflight").await?;
    assert!(page.script::<String>("return hint()", vec![]).await?.contains("the one in Instagram"));
    assert_eq!(in_click(page, json!({})).await?, ["webview"]);
    page.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": "" })).await?;
    Ok(())
}

async fn on_a_phone(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/preflight.html", site.origin())).await?;
    assert_eq!(page.script::<String>("return hint()", vec![]).await?, "You will come back to this page.");
    assert_eq!(page.script::<String>("return environment().reason", vec![]).await?, "This is a phone.");
    // A redirect needs no click.
    assert_eq!(later(page, json!({})).await?, [""; 0]);
    Ok(())
}

async fn later(page: &Window, facts: Value) -> Result<Vec<String>> {
    page.script::<()>("setFacts(arguments[0]); explainLater()", vec![facts]).await?;
    codes(page).await
}

async fn in_click(page: &Window, facts: Value) -> Result<Vec<String>> {
    page.script::<()>("delete window.codes; setFacts(arguments[0])", vec![facts]).await?;
    page.click("#explain").await?;
    codes(page).await
}

async fn codes(page: &Window) -> Result<Vec<String>> {
    wait::until("the findings", async || page.script::<Option<Vec<String>>>("return window.codes", vec![]).await).await
}
