//! Drives the playground once: Connect, approve at the provider, see the grant on the page.

use std::path::PathBuf;
use std::process::ExitCode;

use alter_connect_e2e::{Browser, BrowserOptions, Engine, Host, evidence_directory, wait};
use alter_connect_emulator::Emulator;
use anyhow::{Context, Result, ensure};
use clap::Parser;

/// Drives the playground once in Chromium; exit status 0 if a grant arrived, else 1.
#[derive(Parser)]
struct Arguments {
    /// The built site
    #[arg(long)]
    app_dir: PathBuf,
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
    let emulator = Emulator::builder().app_dir(&arguments.app_dir).start().await?;
    let mut host = Host::new(Engine::Chromium);
    let browser = host.take(&BrowserOptions::desktop()).await?;
    let outcome = flow(&browser, &emulator).await;
    if outcome.is_err() {
        browser.screenshots(&evidence_directory()?, "demo-check").await?;
    }
    browser.quit().await?;
    host.restart().await;
    outcome.context("screenshots are in target/e2e")
}

/// Gives the grant's row in the page's table.
async fn flow(browser: &Browser, emulator: &Emulator) -> Result<String> {
    let page = browser.main();
    page.goto(emulator.app_url().context("the emulator serves no app")?).await?;
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
        timeline.contains(emulator.base_url()),
        "the timeline does not show a flow through {}:\n{timeline}",
        emulator.base_url()
    );
    Ok(row.split_whitespace().collect::<Vec<_>>().join(" "))
}
