//! What messages cost, each round in a new page.

use anyhow::{Context, Result};

use super::Plan;
use super::samples::{SDKS, Samples};
use super::stage::Stage;

/// Measures it.
pub async fn measure(stage: &Stage, plan: Plan, samples: &mut Samples) -> Result<()> {
    for _ in 0..plan.messages {
        for sdk in SDKS {
            stage.load("messages", sdk, "127.0.0.1").await?;
            for (figure, value) in stage.result().await.with_context(|| sdk.name())? {
                samples.add(sdk, &figure, value);
            }
        }
    }
    Ok(())
}
