//! What a visitor does: press Connect, and go through popup, consent and grants. There is no server but the files'.

use alter_connect_e2e::{BrowserOptions, Engine, Scenario, Stage, Window, evidence_directory, repository, wait};
use alter_connect_emulator::Emulator;
use alter_connect_site::{PATH, StaticHost, folder};
use anyhow::{Context, Result, ensure};

use crate::scenario;

/// The first account of the emulator's consent page.
const ACCOUNT: &str = "demo@example.com";

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(connects_in_a_popup),
        scenario!(connects_on_a_phone, BrowserOptions::phone()),
        scenario!(comes_home_from_a_severed_popup),
        scenario!(a_declined_account_by_its_name),
        scenario!(the_code_on_show_works_as_it_is),
        scenario!(beside_the_emulator),
    ]
}

async fn connects_in_a_popup(stage: &Stage) -> Result<()> {
    let (host, page) = StaticHost::visited(stage).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    ensure!(popup.url().await?.contains(PATH), "the popup is at {}", popup.url().await?);
    popup.click("#approve").await?;
    granted(page).await?;
    stage.browser.no_popup().await?;
    // The page's backend has asked for the grants, too.
    happened(page, "session polled").await?;

    // A worker that is there already; the same account again.
    page.reload().await?;
    page.click("#connect").await?;
    stage.browser.popup().await?.click("#approve").await?;
    granted(page).await?;
    ensure!(page.text("#grants").await?.unwrap_or_default().contains("reauth"), "the account is new again");
    let seen = evidence_directory()?.join(format!("site-{}.png", stage.engine));
    tokio::fs::write(seen, page.screenshot().await?).await?;
    host.is_quiet(page).await
}

async fn connects_on_a_phone(stage: &Stage) -> Result<()> {
    let (host, page) = StaticHost::visited(stage).await?;
    page.click("#connect").await?;
    page.click("#approve").await?;
    granted(page).await?;
    happened(page, "session polled").await?;
    assert_eq!(page.url().await?, host.url());
    let top: f64 =
        page.script("return document.querySelector('#timeline').getBoundingClientRect().top", vec![]).await?;
    ensure!((0.0..600.0).contains(&top), "the timeline of what came is {top} pixels down the screen");
    host.is_quiet(page).await
}

/// The consent page isolates itself, as some providers' pages do.
async fn comes_home_from_a_severed_popup(stage: &Stage) -> Result<()> {
    let (host, page) = StaticHost::visited(stage).await?;
    page.click("#outcome option[value=coop]").await?;
    page.click("#connect").await?;
    // Nobody looks at the page meanwhile: that would take the focus there, as if the user were back.
    stage.browser.popup().await?;
    stage.browser.no_popup().await?;
    granted(page).await?;
    host.is_quiet(page).await
}

async fn a_declined_account_by_its_name(stage: &Stage) -> Result<()> {
    let (host, page) = StaticHost::visited(stage).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    popup.click("#other").await?;
    popup.script::<()>("document.querySelector('#other-account').value = 'deny'", vec![]).await?;
    popup.click("#approve").await?;
    happened(page, "connect_denied").await?;
    stage.browser.no_popup().await?;
    host.is_quiet(page).await
}

/// Whoever copies it gets a page that connects.
async fn the_code_on_show_works_as_it_is(stage: &Stage) -> Result<()> {
    let host = StaticHost::start().await?;
    let page = stage.browser.main();
    let choices = match stage.engine {
        // Its popup blocker is a strict one: a session that is fetched before `open()` is too late, as the page says.
        Engine::WebKit => &["#session input[value=late]"][..],
        Engine::Chromium | Engine::Firefox => &["#session input[value=late]", "#session input[value=ready]"],
    };
    for choice in choices {
        page.goto(&host.url()).await?;
        page.click(choice).await?;
        let code = page.text("#code").await?.context("no code")?;

        // The built file beside the page: the integrity value has to be its own.
        let (before, rest) = code.split_once("<script src=\"").context("the code loads no script")?;
        let (_, after) = rest.split_once('"').context("the address does not end")?;
        let app = tempfile::tempdir()?;
        let html = format!("<!doctype html><meta charset=utf-8>\n{before}<script src=\"alter-connect.umd.js\"{after}");
        tokio::fs::write(app.path().join("index.html"), html).await?;
        tokio::fs::copy(folder()?.join("alter-connect.umd.js"), app.path().join("alter-connect.umd.js")).await?;
        let emulator = Emulator::builder().app_dir(app.path()).start().await?;
        page.goto(emulator.app_url().context("no app")?).await?;
        page.click("#connect").await?;
        stage.browser.popup().await?.click("#approve").await?;
        wait::until("the pasted page to show the grant", async || {
            Ok((page.text("#result").await?.as_deref() == Some("Connected: Google")).then_some(()))
        })
        .await?;
        stage.browser.no_popup().await?;
    }
    Ok(())
}

/// As `cargo xtask demo` serves it: the hosted side is a process of its own.
async fn beside_the_emulator(stage: &Stage) -> Result<()> {
    let site = repository().join("target/demo");
    ensure!(site.join("index.html").is_file(), "target/demo is not there: run `cargo xtask demo --check`");
    let emulator = Emulator::builder().app_dir(site).start().await?;
    let page = stage.browser.main();
    page.goto(emulator.app_url().context("no app")?).await?;
    page.click("#connect").await?;
    stage.browser.popup().await?.click("#approve").await?;
    granted(page).await?;
    stage.browser.no_popup().await?;
    happened(page, "onSuccess").await?;
    happened(page, emulator.base_url()).await
}

pub async fn granted(page: &Window) -> Result<()> {
    let row = wait::until("a grant in the page's table", async || page.text("#grants tbody tr").await).await;
    let row = row.context(page.text("#timeline").await?.unwrap_or_default())?;
    ensure!(row.contains(ACCOUNT), "the table shows {row:?}");
    Ok(())
}

async fn happened(page: &Window, what: &str) -> Result<()> {
    wait::until(&format!("{what:?} in the timeline"), async || {
        Ok(page.text("#timeline").await?.filter(|timeline| timeline.contains(what)).map(|_| ()))
    })
    .await
}
