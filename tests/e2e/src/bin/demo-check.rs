//! Drives the playground once: Connect, approve at the provider, see the grant on the page.

use std::process::ExitCode;

use alter_connect_e2e::{Browser, BrowserOptions, DriverProcess, Engine, evidence_directory, wait};
use anyhow::{Context, Result, ensure};
use clap::Parser;

/// Drives the playground once in a headless Chromium; exit status 0 if a grant arrived, else 1.
#[derive(Parser)]
struct Arguments {
    /// Address of the playground
    #[arg(long)]
    app_url: String,
    /// Address of the hosted Connect page
    #[arg(long)]
    base_url: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match check(&Arguments::parse()).await {
        Ok(grant) => {
            println!("demo-check passed: the playground shows {grant}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("demo-check failed: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn check(arguments: &Arguments) -> Result<String> {
    let driver = DriverProcess::start(Engine::Chromium, None).await?;
    let options = BrowserOptions { headless: true, ..BrowserOptions::desktop() };
    let browser = Browser::start(Engine::Chromium, &driver, &options).await?;
    let outcome = flow(&browser, arguments).await;
    if outcome.is_err() {
        browser.screenshots(&evidence_directory()?, "demo-check").await?;
    }
    browser.quit().await?;
    outcome.context("screenshots are in target/e2e")
}

/// Gives the grant's row in the page's table.
async fn flow(browser: &Browser, arguments: &Arguments) -> Result<String> {
    let page = browser.main();
    page.goto(&arguments.app_url).await?;
    page.click("#outcome option[value=click]").await?;
    // One provider: no picker stands between Connect and the consent page.
    page.script::<()>(
        "document.querySelectorAll('#providers input').forEach((provider, number) => {
             if (provider.checked !== (number === 0)) provider.click();
         })",
        vec![],
    )
    .await?;
    page.click("#connect").await?;

    let popup = browser.popup().await?;
    popup.wait_for("#approve").await?;
    popup.click("#approve").await?;
    browser.no_popup().await?;

    let row = wait::until("a grant in the page's table", async || page.text("#grants tbody tr").await).await?;
    let timeline = page.text("#timeline").await?.unwrap_or_default();
    ensure!(timeline.contains("onSuccess"), "the timeline does not show onSuccess:\n{timeline}");
    ensure!(
        timeline.contains(&arguments.base_url),
        "the timeline does not show a flow through {}:\n{timeline}",
        arguments.base_url
    );
    Ok(row.split_whitespace().collect::<Vec<_>>().join(" "))
}
