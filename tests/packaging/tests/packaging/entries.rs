//! The package's entries in a browser: what a component shows and tells, whatever becomes of it meanwhile.

use alter_connect_e2e::{BrowserOptions, Scenario, Stage, Window};
use alter_connect_packaging::{ACCOUNT, Site, Workshop};
use anyhow::Result;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::flow::shows;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("react_18", react("react-18", "18.")),
        scenario!("react_19", react("react-19", "19.")),
        // The entries take the class that the app's bundler gives them.
        scenario!("react_without_wasm", react("react-js", "19.")),
        scenario!(vue),
        scenario!("react_router", returns_to_another_route("react-router", "settings?tab=2"), BrowserOptions::phone()),
        scenario!(
            "vue_router",
            returns_to_another_route("vue-router", r#"settings{"tab":"2"}"#),
            BrowserOptions::phone()
        ),
    ]
}

/// The address is that of the route with the button again, and so is what the router shows.
async fn returns_to_another_route(stage: &Stage, router: &str, view: &str) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    let address = format!("{}/{router}-settings.html?tab=2", site.origin());
    page.goto(&address).await?;
    shows(page, "#view", view).await?;
    page.click("#connect").await?;
    shows(page, "#shown", "done").await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await?;
    assert_eq!(page.url().await?, address);
    shows(page, "#view", view).await
}

/// React's, of this version.
async fn react(stage: &Stage, name: &str, version: &str) -> Result<()> {
    let page = component(stage, name).await?;
    let is: String = page.script("return version", vec![]).await?;
    assert!(is.starts_with(version), "{is}");
    Ok(())
}

async fn vue(stage: &Stage) -> Result<()> {
    component(stage, "vue").await.map(drop)
}

/// Whatever the framework: a button, what it shows, and what it tells.
async fn component<'s>(stage: &'s Stage, name: &str) -> Result<&'s Window> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/{name}.html", site.origin())).await?;
    shows(page, "#shown", "idle 0 none true").await?;
    grants_reach_the_latest_callback(stage, page).await?;
    an_exit_is_no_error(stage, page).await?;
    a_refusal_is_shown(stage, page).await?;
    a_session_that_fails_is_shown(page).await?;
    closed_by_the_app(stage, page).await?;
    gone_in_the_middle(stage, page).await?;
    if name.starts_with("react") {
        suspended_in_the_middle(stage, page).await?;
    }
    Ok(page)
}

async fn grants_reach_the_latest_callback(stage: &Stage, page: &Window) -> Result<()> {
    let popup = paused(stage, page).await?;
    page.click("#count").await?;
    popup.click("#approve").await?;
    shows(page, "#shown", "done 1 none true").await?;
    stage.browser.no_popup().await?;
    tells(page, &[&format!("success 1 {ACCOUNT}")]).await
}

async fn an_exit_is_no_error(stage: &Stage, page: &Window) -> Result<()> {
    paused(stage, page).await?.close().await?;
    shows(page, "#shown", "idle 0 none true").await?;
    tells(page, &["exit 1"]).await
}

async fn a_refusal_is_shown(stage: &Stage, page: &Window) -> Result<()> {
    script(page, json!({ "outcome": "deny" })).await?;
    page.click("#connect").await?;
    shows(page, "#shown", "idle 0 connect_denied true").await?;
    stage.browser.no_popup().await?;
    tells(page, &["error 1 connect_denied"]).await
}

async fn a_session_that_fails_is_shown(page: &Window) -> Result<()> {
    script(page, Value::Null).await?;
    page.click("#connect").await?;
    shows(page, "#shown", "idle 0 token_failed true").await?;
    tells(page, &["error 1 token_failed"]).await
}

async fn closed_by_the_app(stage: &Stage, page: &Window) -> Result<()> {
    paused(stage, page).await?;
    page.click("#close").await?;
    stage.browser.no_popup().await?;
    shows(page, "#shown", "idle 0 none true").await?;
    tells(page, &[]).await
}

/// The grants of a flow whose component is gone wait for the next of the same owner.
async fn gone_in_the_middle(stage: &Stage, page: &Window) -> Result<()> {
    let popup = paused(stage, page).await?;
    page.click("#toggle").await?;
    shows(page, "#toggle", "gone").await?;
    popup.click("#approve").await?;
    stage.browser.no_popup().await?;
    tells(page, &[]).await?;
    page.click("#toggle").await?;
    shows(page, "#shown", "done 1 none true").await?;
    tells(page, &[&format!("success 1 {ACCOUNT}")]).await
}

async fn suspended_in_the_middle(stage: &Stage, page: &Window) -> Result<()> {
    let popup = paused(stage, page).await?;
    page.click("#sleep").await?;
    shows(page, "#fallback", "later").await?;
    popup.click("#approve").await?;
    stage.browser.no_popup().await?;
    page.click("#sleep").await?;
    shows(page, "#shown", "done 1 none true").await?;
    tells(page, &[&format!("success 1 {ACCOUNT}")]).await
}

/// A flow that waits at the provider.
async fn paused(stage: &Stage, page: &Window) -> Result<Window> {
    script(page, json!({ "pause_at_provider": true })).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    shows(page, "#shown", "open 0 none true").await?;
    popup.wait_for("#approve").await?;
    Ok(popup)
}

async fn script(page: &Window, script: Value) -> Result<()> {
    page.script("window.script = arguments[0]", vec![script]).await
}

/// What the page has logged since it was last asked; the console has been told nothing.
pub async fn tells(page: &Window, expected: &[&str]) -> Result<()> {
    let told: Vec<String> = page.script("return lines.splice(0)", vec![]).await?;
    assert_eq!(told, expected);
    Ok(())
}

/// What the class with WebAssembly has once, and the class without it never.
const WASM: &str = "WebAssembly.Module(";

/// Everything is built once.
pub async fn site(stage: &Stage) -> Result<Site> {
    static BUILT: OnceCell<std::path::PathBuf> = OnceCell::const_new();
    let folder = BUILT
        .get_or_try_init(async || -> Result<_> {
            let project = Workshop::get().await?.project("entries", &["tests/packaging/entries"])?;
            project.run("build").await?;
            let folder = project.path("dist");
            for (name, times) in [("react-19", 1), ("react-js", 0), ("vue", 1), ("element", 1)] {
                let script = std::fs::read_to_string(folder.join(format!("{name}.js")))?;
                assert_eq!(script.matches(WASM).count(), times, "how often the wasm is in {name}");
            }
            Ok(folder)
        })
        .await?;
    Site::start(stage, folder, None).await
}
