//! The memory that an SDK takes, and what thousands of flows add.

use alter_connect_e2e::{Engine, Sdk};
use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Plan;
use super::samples::{SDKS, Samples};
use super::stage::Stage;

/// What is finalised in one collection is collected in the next.
const COLLECTIONS: usize = 3;

/// Measures it, each round in a new page.
pub async fn measure(stage: &Stage, plan: Plan, samples: &mut Samples) -> Result<()> {
    for round in 0..plan.memory {
        for sdk in SDKS {
            // A new process: others' garbage is not in the figures.
            stage.load("memory", sdk, &format!("memory-{round}-{}.localhost", sdk.name())).await?;
            let before = heap(stage).await?;
            run(stage, "measure(create)").await?;
            add(stage, sdk, "created", before, samples).await?;
            run(stage, &format!("measure(() => flows({}))", plan.flows)).await?;
            add(stage, sdk, "used", before, samples).await?;
        }
    }
    Ok(())
}

async fn run(stage: &Stage, script: &str) -> Result<()> {
    stage.window().script::<Value>(script, vec![]).await?;
    stage.result().await?;
    Ok(())
}

async fn add(stage: &Stage, sdk: Sdk, when: &str, before: Option<f64>, samples: &mut Samples) -> Result<()> {
    if let (Some(before), Some(now)) = (before, heap(stage).await?) {
        samples.add(sdk, &format!("heap {when}"), now - before);
    }
    let wasm = stage.window().script::<f64>("return wasmMemory()", vec![]).await?;
    samples.add(sdk, &format!("wasm {when}"), wasm);
    Ok(())
}

/// Bytes of JavaScript heap in use, in the engine that tells.
async fn heap(stage: &Stage) -> Result<Option<f64>> {
    if stage.engine() != Engine::Chromium {
        return Ok(None);
    }
    for _ in 0..COLLECTIONS {
        stage.window().devtools("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let usage = stage.window().devtools("Runtime.getHeapUsage", json!({})).await?;
    usage["usedSize"].as_f64().map(Some).context("Chromium does not tell its heap's size")
}
