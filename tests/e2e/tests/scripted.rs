//! The scenarios in JavaScript, `scenarios/*.js`: what they give is what they expect.

use alter_connect_e2e::listed::themes;
use alter_connect_e2e::{BrowserOptions, Engine, Run, Scenario, Sdk, Stage, wait};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::lab::Lab;

#[derive(Deserialize)]
struct Theme {
    stage: String,
    scenarios: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    theme: String,
    name: String,
    engines: Option<Vec<String>>,
    expects: Value,
}

/// Those that this engine plays with this build.
pub fn scenarios(engine: Engine, sdk: Sdk) -> Result<Vec<Scenario>> {
    let mut scenarios = Vec::new();
    for Theme { stage, scenarios: listed } in themes("e2e")? {
        if stage == "lab with wasm" && sdk != Sdk::Ours {
            continue;
        }
        let run: Run = match stage.as_str() {
            "page" => |stage| Box::pin(on_a_page(stage)),
            _ => |stage| Box::pin(in_the_lab(stage)),
        };
        for Listed { theme, name, engines, .. } in listed {
            let engines = engines.unwrap_or_else(|| vec![Engine::Chromium.name().into()]);
            if engines.iter().any(|name| name == engine.name()) {
                // They open many windows for one click.
                let browser = BrowserOptions::default();
                let name = format!("{theme}::{name}").leak();
                scenarios.push(Scenario { name, browser, in_each_engine: true, long: false, run });
            }
        }
    }
    Ok(scenarios)
}

async fn on_a_page(stage: &Stage) -> Result<()> {
    let url = format!("{}/{}/play.html", stage.app.origin(), stage.sdk.name());
    let page = stage.app.load(stage.browser.main(), &url).await?;
    page.window().click("#play").await?;
    let ended = wait::until("the scenario to end", async || {
        let log = page.log();
        Ok(log.0.into_iter().find(|entry| ["page finished", "page failed"].contains(&entry.what.as_str())))
    })
    .await?;
    if ended.what == "page failed" {
        bail!("{}", ended.value());
    }
    assert_eq!(ended.value(), &expected(stage)?);
    Ok(())
}

async fn in_the_lab(stage: &Stage) -> Result<()> {
    let given: Value = Lab::new(stage).await?.play("play", json!([])).await?;
    assert_eq!(given, expected(stage)?);
    Ok(())
}

fn expected(stage: &Stage) -> Result<Value> {
    let all = themes::<Theme>("e2e")?;
    let mut scenarios = all.into_iter().flat_map(|theme| theme.scenarios);
    let this = scenarios.find(|Listed { theme, name, .. }| format!("{theme}::{name}") == stage.scenario);
    Ok(this.context("it is in no file")?.expects)
}
