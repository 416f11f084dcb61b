//! The whole flow without a pointer.

use alter_connect_e2e::{Scenario, Stage, Window, wait};
use alter_connect_site::StaticHost;
use anyhow::Result;
use serde_json::json;

use crate::flows::granted;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(connects_with_the_keyboard), scenario!(the_tabs)]
}

async fn connects_with_the_keyboard(stage: &Stage) -> Result<()> {
    let host = StaticHost::start().await?;
    let page = stage.browser.main();
    page.goto(&host.url()).await?;
    // The first stop leads to the button.
    press(page, "Tab").await?;
    press(page, "Enter").await?;
    wait::until("the Connect button to have the focus", async || has_focus(page, "#connect").await).await?;
    press(page, "Enter").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    for _ in 0..20 {
        if has_focus(&popup, "#approve").await?.is_some() {
            break;
        }
        press(&popup, "Tab").await?;
    }
    // The key comes up in a window that is on its way out.
    let _ = press(&popup, "Enter").await;
    granted(page).await?;
    stage.browser.no_popup().await
}

async fn the_tabs(stage: &Stage) -> Result<()> {
    let host = StaticHost::start().await?;
    let page = stage.browser.main();
    page.goto(&host.url()).await?;
    page.script::<()>("document.querySelector('[role=tab]').focus()", vec![]).await?;
    press(page, "ArrowRight").await?;
    let shown: Vec<String> = page
        .script("return [...document.querySelectorAll('[role=tabpanel]:not([hidden])')].map(({id}) => id)", vec![])
        .await?;
    assert_eq!(shown, ["sample-esm"]);
    press(page, "End").await?;
    press(page, "ArrowRight").await?;
    assert!(has_focus(page, "#tab-script[aria-selected=true]").await?.is_some());
    // One stop for all of them: what comes next is in the panel.
    press(page, "Tab").await?;
    assert!(has_focus(page, "#sample-script pre").await?.is_some());
    Ok(())
}

async fn has_focus(page: &Window, css: &str) -> Result<Option<()>> {
    let focused = page.script("return document.activeElement.matches(arguments[0])", vec![css.into()]).await?;
    Ok(if focused { Some(()) } else { None })
}

async fn press(page: &Window, key: &str) -> Result<()> {
    let code = match key {
        "Tab" => 9,
        "Enter" => 13,
        "End" => 35,
        _ => 39,
    };
    let text = if key == "Enter" { "\r" } else { "" };
    let event =
        |kind: &str| json!({ "type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code });
    page.devtools("Input.dispatchKeyEvent", event("keyDown")).await?;
    page.devtools("Input.dispatchKeyEvent", event("keyUp")).await?;
    Ok(())
}
