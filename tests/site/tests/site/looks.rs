//! Every page in light and dark, wide and narrow: axe finds nothing, and nothing sticks out. Screenshots are left in
//! `target/e2e`.

use alter_connect_e2e::{Scenario, Stage, Window, evidence_directory, repository};
use alter_connect_site::StaticHost;
use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(the_front_page), scenario!(the_docs_and_the_proofs), scenario!(the_pages_of_the_hosted_side)]
}

const WIDTHS: [u32; 4] = [360, 390, 1280, 1600];
const SCHEMES: [&str; 2] = ["light", "dark"];

async fn the_front_page(stage: &Stage) -> Result<()> {
    let (host, page) = StaticHost::visited(stage).await?;
    // With a timeline and a table on it.
    page.click("#outcome option[value=approve]").await?;
    page.click("#connect").await?;
    page.wait_for("#grants tbody tr").await?;
    stage.browser.no_popup().await?;
    in_every_look(page, "front").await?;
    host.is_quiet(page).await
}

async fn the_docs_and_the_proofs(stage: &Stage) -> Result<()> {
    let host = StaticHost::start().await?;
    let page = stage.browser.main();
    page.goto(&format!("{}source/tests/e2e/tests/coop.rs.html", host.url())).await?;
    in_every_look(page, "proof").await?;
    // The book is mdBook's own: what is checked is that it works here.
    for scheme in SCHEMES {
        for chapter in ["index", "security"] {
            // It chooses its colours when it is loaded.
            look(page, WIDTHS[0], scheme).await?;
            page.goto(&format!("{}docs/{chapter}.html", host.url())).await?;
            is_fine(page, &format!("docs-{chapter}"), WIDTHS[0], scheme).await?;
        }
    }
    host.is_quiet(page).await
}

async fn the_pages_of_the_hosted_side(stage: &Stage) -> Result<()> {
    let (_host, page) = StaticHost::visited(stage).await?;
    page.script::<()>("document.querySelector('#providers input:checked').click()", vec![]).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("button[data-provider=slack]").await?;
    in_every_look(&popup, "picker").await?;
    popup.click("button[data-provider=slack]").await?;
    popup.wait_for("#approve").await?;
    in_every_look(&popup, "consent").await
}

async fn in_every_look(page: &Window, name: &str) -> Result<()> {
    for width in WIDTHS {
        for scheme in SCHEMES {
            look(page, width, scheme).await?;
            is_fine(page, name, width, scheme).await?;
        }
    }
    page.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?;
    Ok(())
}

async fn is_fine(page: &Window, name: &str, width: u32, scheme: &str) -> Result<()> {
    is_narrow_enough(page, name).await?;
    let axe = std::fs::read_to_string(repository().join("www/node_modules/axe-core/axe.min.js"))
        .context("`cargo xtask site` installs axe-core")?;
    page.script::<()>(&axe, vec![]).await?;
    let found: Vec<Value> = page
        .script(
            "const { violations } = await axe.run();
             return violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))",
            vec![],
        )
        .await?;
    assert!(found.is_empty(), "axe finds in {name}, {scheme}, {width} px: {found:#?}");
    let file = evidence_directory()?.join(format!("site-{name}-{scheme}-{width}.png"));
    std::fs::write(file, whole(page).await?)?;
    Ok(())
}

async fn look(page: &Window, width: u32, scheme: &str) -> Result<()> {
    let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    page.devtools("Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

/// Only boxes that scroll by themselves may be wider than the window.
async fn is_narrow_enough(page: &Window, name: &str) -> Result<()> {
    let wide: Vec<String> = page
        .script(
            "const most = document.documentElement.clientWidth;
             return document.documentElement.scrollWidth <= most ? [] : [...document.querySelectorAll('body *')]
                 .filter((it) => it.getBoundingClientRect().right > most + 1).map((it) => it.outerHTML.slice(0, 80))",
            vec![],
        )
        .await?;
    assert!(wide.is_empty(), "{name} is wider than its window: {wide:#?}");
    Ok(())
}

/// The page from top to bottom, as PNG.
async fn whole(page: &Window) -> Result<Vec<u8>> {
    let height: u32 = page.script("return document.documentElement.scrollHeight", vec![]).await?;
    let width: u32 = page.script("return innerWidth", vec![]).await?;
    let metrics = json!({ "width": width, "height": height.max(900), "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
    page.screenshot().await
}
