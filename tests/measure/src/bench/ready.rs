//! From the script to the SDK's being ready, and to the first popup.

use alter_connect_e2e::{Engine, Sdk};
use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Plan;
use super::samples::{SDKS, Samples};
use super::stage::Stage;

/// Chromium keeps compiled code at the third load of a script, Firefox at the fifth.
const LOADS_TO_WARM: usize = 8;

/// Measures it with an empty cache and with a full one.
pub async fn measure(stage: &Stage, plan: Plan, samples: &mut Samples) -> Result<()> {
    if stage.engine() == Engine::Chromium {
        stage.window().devtools("Performance.enable", json!({})).await?;
    }
    // Each load in a site that the browser has not seen before, so in a new process with an empty cache.
    for load in 0..plan.loads {
        for sdk in SDKS {
            let host = |how: &str| format!("{how}-{load}-{}.localhost", sdk.name());
            stage.load("silent", sdk, &host("cold")).await?;
            once(stage, sdk, &host("cold"), Some("cold"), samples).await?;
            stage.load("silent", sdk, &host("quick")).await?;
            load_page(stage, sdk, &host("quick")).await?;
            step(stage, sdk, "clickAtOnce()", Some("cold"), samples).await?;
        }
    }
    for load in 0..LOADS_TO_WARM + plan.loads {
        for sdk in SDKS {
            let how = (load >= LOADS_TO_WARM).then_some("warm");
            once(stage, sdk, "warm.localhost", how, samples).await?;
        }
    }
    Ok(())
}

async fn once(stage: &Stage, sdk: Sdk, host: &str, how: Option<&str>, samples: &mut Samples) -> Result<()> {
    load_page(stage, sdk, host).await?;
    let start = busy(stage).await?;
    step(stage, sdk, "nothing()", how, samples).await?;
    let between = busy(stage).await?;
    step(stage, sdk, "create()", how, samples).await?;
    let end = busy(stage).await?;
    if let (Some(how), Some(start), Some(between), Some(end)) = (how, start, between, end) {
        samples.add(sdk, &format!("{how} busy"), (end - between) - (between - start));
    }
    step(stage, sdk, "click()", how, samples).await
}

async fn load_page(stage: &Stage, sdk: Sdk, host: &str) -> Result<()> {
    stage.load("ready", sdk, host).await?;
    stage.result().await.map(drop)
}

async fn step(stage: &Stage, sdk: Sdk, script: &str, how: Option<&str>, samples: &mut Samples) -> Result<()> {
    stage.window().script::<Value>(script, vec![]).await?;
    for (figure, value) in stage.result().await? {
        if let Some(how) = how {
            samples.add(sdk, &format!("{how} {figure}"), value);
        }
    }
    Ok(())
}

/// Milliseconds for which the page's main thread has been busy, in the engine that tells.
async fn busy(stage: &Stage) -> Result<Option<f64>> {
    if stage.engine() != Engine::Chromium {
        return Ok(None);
    }
    let metrics = stage.window().devtools("Performance.getMetrics", json!({})).await?;
    let duration = metrics["metrics"].as_array().and_then(|metrics| {
        let task = metrics.iter().find(|metric| metric["name"] == "TaskDuration")?;
        task["value"].as_f64()
    });
    let seconds = duration.context("Chromium does not tell how long its tasks took")?;
    Ok(Some(seconds * 1e3))
}
