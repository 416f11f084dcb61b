//! How often the page wakes up while a popup is open, and how long it is busy then.

use alter_connect_e2e::Sdk;
use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::Plan;
use super::samples::{SDKS, Samples};
use super::stage::Stage;

#[derive(Deserialize)]
struct Seen {
    open: bool,
    timers: f64,
    wakeups: f64,
    busy: f64,
}

/// Watches popups.
pub async fn measure(stage: &Stage, plan: Plan, samples: &mut Samples) -> Result<()> {
    for _ in 0..plan.popups {
        for sdk in SDKS {
            watch(stage, plan, sdk, samples).await?;
        }
    }
    Ok(())
}

async fn watch(stage: &Stage, plan: Plan, sdk: Sdk, samples: &mut Samples) -> Result<()> {
    stage.load("popup", sdk, "127.0.0.1").await?;
    stage.window().script::<Value>("start()", vec![]).await?;
    stage.result().await?;
    let seen = async || stage.window().script::<Seen>("return sinceLast()", vec![]).await;
    seen().await?;
    let started = Instant::now();
    // Time is what is measured here.
    sleep(plan.watch).await;
    let sums = seen().await?;
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    ensure!(sums.open, "{}: the flow ended while its popup was open", sdk.name());
    for (figure, sum) in [("timers", sums.timers), ("wakeups", sums.wakeups), ("busy", sums.busy)] {
        samples.add(sdk, figure, sum / minutes);
    }
    stage.window().script::<Value>("sdk.close()", vec![]).await?;
    stage.alone().await
}
