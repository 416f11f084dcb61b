//! What a scenario's run says about the SDK that was played.

use std::fmt;

use alter_connect_e2e::{Sdk, second_attempt};

use crate::observation::Observation;
use crate::record::Record;
use crate::scenario::Scenario;
use crate::stage::Stage;

/// The result of one scenario with one SDK.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// It was observed to do what the reference does.
    Same,
    /// It differs as declared.
    Declared,
    /// It does otherwise than is recorded.
    Differs(String),
    /// It could not be played to its end.
    Failed(String),
}

impl Verdict {
    /// Whether the suite passes with it.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Same | Self::Declared)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Same => "same",
            Self::Declared => "declared",
            Self::Differs(_) => "DIFFERS",
            Self::Failed(_) => "FAILED",
        })
    }
}

/// Plays a scenario and compares what is observed with the record.
pub async fn judge(stage: &mut Stage, sdk: Sdk, scenario: &Scenario, record: &Record) -> Verdict {
    let (seen, recorded) = match (observe(stage, sdk, scenario).await, record.of(scenario, sdk)) {
        (Ok(seen), Ok(recorded)) => (seen, recorded),
        (Err(error), _) | (_, Err(error)) => return Verdict::Failed(format!("{error:#}")),
    };
    match recorded.compare(&seen) {
        lines if lines.is_empty() && scenario.differs.is_some() && sdk != Sdk::Reference => Verdict::Declared,
        lines if lines.is_empty() => Verdict::Same,
        lines => Verdict::Differs(format!("with {} (- recorded, + seen):\n{}", sdk.name(), lines.join("\n"))),
    }
}

/// Plays a scenario, and once more in a new browser if it does not come to its end.
///
/// # Errors
/// It failed twice.
pub async fn observe(stage: &mut Stage, sdk: Sdk, scenario: &Scenario) -> anyhow::Result<Observation> {
    let first = match stage.play(sdk, scenario).await {
        Ok(observation) => return Ok(observation),
        Err(error) => error,
    };
    second_attempt(&format!("{}::{}", stage.engine(), scenario.name), &first);
    stage.restart().await;
    let second = stage.play(sdk, scenario).await;
    if second.is_err() {
        // The next scenario begins with another browser.
        stage.restart().await;
    }
    second
}
