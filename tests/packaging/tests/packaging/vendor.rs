//! What people paste from the vendor's documentation: docs/coming-from.md says what each does, and here it does, with the
//! emulator as the backend.

use alter_connect_e2e::{Scenario, Stage};
use alter_connect_emulator::{Emulator, Script};
use alter_connect_packaging::{ACCOUNT, Project, Workshop};
use anyhow::{Context, Result};
use serde_json::{from_value, json};
use tokio::sync::OnceCell;

use crate::flow::shows;
use crate::scenario;

/// An app of `tests/packaging/vendor/apps`, and what it shows in the end, with this package and with the original.
const APPS: [(&str, &str); 8] = [
    ("quick-start", "Connected: ada@example.com"),
    ("react", "Connected: ada@example.com"),
    ("vue-shallow-ref", "Connected: ada@example.com"),
    ("bus", "true undefined ada@example.com"),
    ("one-object", "undefined undefined"),
    ("events", "connect_opened"),
    ("rejects", "rejected invalid_options"),
    ("quick-start-module", "Connected: ada@example.com"),
];

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!("with_this_package", show("ours")), scenario!("with_the_original", show("original"))]
}

async fn show(stage: &Stage, whose: &str) -> Result<()> {
    let approved: Script = from_value(json!({ "accounts": [ACCOUNT] }))?;
    let apps = built().await?.path("dist").join(whose);
    let emulator = Emulator::builder().app_dir(apps).script(approved).start().await?;
    let origin = emulator.app_url().context("the emulator serves no app")?;
    let page = stage.browser.main();
    // The instance in a Vue ref: no result ever reaches the original.
    let behind_a_proxy = (whose == "ours").then_some(("vue-ref", "Connected: ada@example.com"));
    for (app, shown) in APPS.into_iter().chain(behind_a_proxy) {
        page.goto(&format!("{origin}/{app}.html")).await?;
        page.click("#connect").await?;
        shows(page, "#result", shown).await.with_context(|| format!("{app}, {whose}"))?;
        stage.browser.no_popup().await?;
    }
    Ok(())
}

async fn built() -> Result<&'static Project> {
    static PROJECT: OnceCell<Project> = OnceCell::const_new();
    PROJECT
        .get_or_try_init(|| async {
            let project = Workshop::get().await?.project("vendor", &["tests/packaging/vendor"])?;
            project.run("build").await?;
            Ok(project)
        })
        .await
}
