//! The whole flow without a pointer.

use alter_connect_e2e::{Scenario, Stage, Window, wait};
use alter_connect_site::StaticHost;
use anyhow::Result;

use crate::flows::granted;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(connects_with_the_keyboard), scenario!(the_tabs)]
}

async fn connects_with_the_keyboard(stage: &Stage) -> Result<()> {
    let (_host, page) = StaticHost::visited(stage).await?;
    // The first stop leads to the button.
    page.press("Tab").await?;
    page.press("Enter").await?;
    wait::until("the Connect button to have the focus", async || has_focus(page, "#connect").await).await?;
    page.press("Enter").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    for _ in 0..20 {
        if has_focus(&popup, "#approve").await?.is_some() {
            break;
        }
        popup.press("Tab").await?;
    }
    // The key comes up in a window that is on its way out.
    let _ = popup.press("Enter").await;
    granted(page).await?;
    stage.browser.no_popup().await
}

async fn the_tabs(stage: &Stage) -> Result<()> {
    let (_host, page) = StaticHost::visited(stage).await?;
    page.script::<()>("document.querySelector('[role=tab]').focus()", vec![]).await?;
    page.press("ArrowRight").await?;
    let shown: Vec<String> = page
        .script("return [...document.querySelectorAll('[role=tabpanel]:not([hidden])')].map(({id}) => id)", vec![])
        .await?;
    assert_eq!(shown, ["sample-esm"]);
    page.press("End").await?;
    page.press("ArrowRight").await?;
    assert!(has_focus(page, "#tab-script[aria-selected=true]").await?.is_some());
    // One stop for all of them: what comes next is in the panel.
    page.press("Tab").await?;
    assert!(has_focus(page, "#sample-script pre").await?.is_some());
    Ok(())
}

async fn has_focus(page: &Window, css: &str) -> Result<Option<()>> {
    let focused = page.script("return document.activeElement.matches(arguments[0])", vec![css.into()]).await?;
    Ok(if focused { Some(()) } else { None })
}
