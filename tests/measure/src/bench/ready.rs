//! The time from the script to the SDK's being ready, and to the first popup.

use alter_connect_e2e::{Engine, Sdk};
use anyhow::Result;
use serde_json::json;

use super::Plan;
use super::samples::{SDKS, Samples};
use super::stage::Stage;

/// Chromium keeps compiled code at the third load of a script, Firefox at the fifth.
const LOADS_TO_WARM: usize = 8;

/// Measures it with an empty cache and with a full one, where the engine allows also on a slower processor.
pub async fn measure(stage: &Stage, plan: Plan, samples: &mut Samples) -> Result<()> {
    let slowdowns: &[u32] = if stage.engine() == Engine::Chromium { &[1, 4] } else { &[1] };
    for slowdown in slowdowns {
        cold(stage, plan, *slowdown, samples).await?;
        warm(stage, plan, *slowdown, samples).await?;
    }
    slow_down(stage, 1).await
}

/// Engines other than Chromium always run at full speed.
async fn slow_down(stage: &Stage, times: u32) -> Result<()> {
    if stage.engine() == Engine::Chromium {
        stage.window().devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await?;
    }
    Ok(())
}

/// Each load in a site that the browser has not seen before, so in a new process with an empty cache.
async fn cold(stage: &Stage, plan: Plan, slowdown: u32, samples: &mut Samples) -> Result<()> {
    for load in 0..plan.loads {
        for sdk in SDKS {
            let host = format!("cold-{slowdown}-{load}-{}.localhost", sdk.name());
            stage.load("silent", sdk, &host).await?;
            let figures = once(stage, sdk, &host, slowdown).await?;
            add(samples, sdk, &format!("cold {slowdown}"), figures);
        }
    }
    Ok(())
}

async fn warm(stage: &Stage, plan: Plan, slowdown: u32, samples: &mut Samples) -> Result<()> {
    let host = format!("warm-{slowdown}.localhost");
    for load in 0..LOADS_TO_WARM + plan.loads {
        for sdk in SDKS {
            let figures = once(stage, sdk, &host, slowdown).await?;
            if load >= LOADS_TO_WARM {
                add(samples, sdk, &format!("warm {slowdown}"), figures);
            }
        }
    }
    Ok(())
}

async fn once(stage: &Stage, sdk: Sdk, host: &str, slowdown: u32) -> Result<Vec<(String, f64)>> {
    slow_down(stage, slowdown).await?;
    stage.load("ready", sdk, host).await?;
    stage.result().await
}

fn add(samples: &mut Samples, sdk: Sdk, how: &str, figures: Vec<(String, f64)>) {
    for (figure, value) in figures {
        samples.add(sdk, &format!("{how} {figure}"), value);
    }
}
