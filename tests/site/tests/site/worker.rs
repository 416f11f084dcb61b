//! The service worker, which a browser ends whenever it likes.

use alter_connect_e2e::{Scenario, Stage};
use alter_connect_site::StaticHost;
use anyhow::Result;
use serde_json::json;

use crate::flows::granted;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(ended_in_mid_flow)]
}

async fn ended_in_mid_flow(stage: &Stage) -> Result<()> {
    let (host, page) = StaticHost::visited(stage).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    page.devtools("ServiceWorker.enable", json!({})).await?;
    page.devtools("ServiceWorker.stopAllWorkers", json!({})).await?;
    popup.click("#approve").await?;
    granted(page).await?;
    stage.browser.no_popup().await?;
    host.is_quiet(page).await
}
