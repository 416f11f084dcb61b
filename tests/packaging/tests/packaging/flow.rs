//! What a person does on an app's page.

use alter_connect_e2e::{Stage, Window, wait};
use alter_connect_packaging::{ACCOUNT, Project, Site};
use anyhow::Result;

/// Serves what a project has built, and connects an account there.
pub async fn connects(stage: &Stage, project: &Project, folder: &str) -> Result<()> {
    let site = Site::start(stage, &project.path(folder), None).await?;
    connects_at(stage, site.origin()).await
}

/// Connects an account on the page at `url`.
pub async fn connects_at(stage: &Stage, url: &str) -> Result<()> {
    let page = stage.browser.main();
    page.goto(url).await?;
    page.click("#connect").await?;
    shows(page, "#result", ACCOUNT).await?;
    stage.browser.no_popup().await
}

/// Waits until an element shows a text.
pub async fn shows(page: &Window, css: &str, text: &str) -> Result<()> {
    let mut last = String::new();
    let shown = wait::until(&format!("{css} to show {text:?}"), async || {
        // An element that is just being replaced has no text.
        last = page.text(css).await.ok().flatten().unwrap_or_default();
        Ok(last.contains(text).then_some(()))
    })
    .await;
    shown.map_err(|error| error.context(format!("{css} shows {last:?}")))
}
