//! The script tag, in surroundings that break scripts.

use alter_connect_e2e::{Scenario, Stage, Window};
use alter_connect_packaging::{Project, Site, Workshop};
use anyhow::Result;

use crate::flow::{connects_at, shows};
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(windows_1252),
        scenario!(strict_csp),
        scenario!(csp_without_wasm),
        scenario!(csp_without_wasm_by_script),
    ]
}

async fn windows_1252(stage: &Stage) -> Result<()> {
    let site = site(stage, "windows-1252").await?;
    connects_at(stage, &format!("{}/windows-1252.html", site.origin())).await?;
    let page = stage.browser.main();
    let charset: String = page.script("return document.characterSet", vec![]).await?;
    assert_eq!(charset, "windows-1252", "the script was not read in another charset: nothing was proved");
    shows(page, "#text", "Déjà connecté").await?;
    waits_in_plain_words(stage, page).await?;
    every_bundle_is_ascii().await
}

/// What a user reads while the token is on its way.
async fn waits_in_plain_words(stage: &Stage, page: &Window) -> Result<()> {
    page.script::<()>(
        "document.querySelector('#text').onclick = () =>
             AlterConnect.create().open({ token: new Promise(() => {}), onSuccess() {} });",
        vec![],
    )
    .await?;
    page.click("#text").await?;
    let popup = stage.browser.popup().await?;
    shows(&popup, "body", "Connecting").await?;
    let [text, title, lang]: [String; 3] = popup
        .script("return [document.body.textContent, document.title, document.documentElement.lang]", vec![])
        .await?;
    assert!(title.starts_with("Connecting"), "{title:?}");
    for words in [text, title] {
        assert!(words.chars().all(|letter| letter.is_ascii() || letter == '…'), "garbled: {words:?}");
    }
    assert_eq!(lang, "en");
    Ok(())
}

/// A script without other characters reads the same in every charset.
async fn every_bundle_is_ascii() -> Result<()> {
    for entry in std::fs::read_dir(Workshop::get().await?.package().join("dist"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js" || extension == "mjs") {
            assert!(std::fs::read(&path)?.is_ascii(), "{} is not ASCII", path.display());
        }
    }
    Ok(())
}

async fn strict_csp(stage: &Stage) -> Result<()> {
    let site = site(stage, "strict-csp").await?;
    connects_at(stage, &format!("{}/strict-csp.html", site.origin())).await?;
    let title = stage.browser.main().title().await?;
    assert_eq!(title, "Connect under a strict policy", "the policy was not in force: an inline script has run");
    Ok(())
}

async fn csp_without_wasm(stage: &Stage) -> Result<()> {
    let site = site(stage, "csp-without-wasm").await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/csp-without-wasm.html", site.origin())).await?;
    page.click("#connect").await?;
    shows(page, "#result", "wasm_unavailable").await?;
    shows(page, "#result", "'wasm-unsafe-eval'").await?;
    assert!(stage.browser.popups().await?.is_empty(), "no popup is left behind");
    Ok(())
}

/// The same page under the same policy, with the build that has no WebAssembly.
async fn csp_without_wasm_by_script(stage: &Stage) -> Result<()> {
    let site = site_with(stage, "csp-without-wasm-by-script", "alter-connect-js.umd.js").await?;
    connects_at(stage, &format!("{}/csp-without-wasm.html", site.origin())).await
}

async fn site(stage: &Stage, name: &str) -> Result<Site> {
    site_with(stage, name, "alter-connect.umd.js").await
}

async fn site_with(stage: &Stage, name: &str, script: &str) -> Result<Site> {
    let workshop = Workshop::get().await?;
    let project: Project = workshop.project(name, &["tests/packaging/pages"])?;
    std::fs::copy(workshop.package().join("dist").join(script), project.path("alter-connect.umd.js"))?;
    Site::start(stage, &project.path("."), None).await
}
