//! What a scenario's two runs say about each other.

use std::fmt;

use alter_connect_e2e::{Sdk, second_attempt};

use crate::recorded::Recorded;
use crate::scenario::Scenario;
use crate::stage::Stage;

/// The result of one scenario in one engine.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// Both SDKs were observed to do the same.
    Same,
    /// They differ as declared.
    Declared,
    /// They differ, or no longer differ, against what is declared.
    Differs(String),
    /// It could not be played to its end.
    Failed(String),
    /// This engine cannot play it.
    Skipped(&'static str),
}

impl Verdict {
    /// Whether the suite passes with it.
    pub fn passes(&self) -> bool {
        !matches!(self, Self::Differs(_) | Self::Failed(_))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Same => "same",
            Self::Declared => "declared",
            Self::Differs(_) => "DIFFERS",
            Self::Failed(_) => "FAILED",
            Self::Skipped(_) => "-",
        })
    }
}

/// Plays a scenario with the reference and with each build of ours; the verdict on the first build that does not pass, or on
/// all. `recorded` has the lines that a declared difference consists of.
pub async fn judge(stage: &mut Stage, scenario: &Scenario, recorded: &Recorded) -> Verdict {
    match compare(stage, scenario).await {
        Ok(differences) => {
            let mut verdicts = differences.iter().map(|(build, lines)| weigh(scenario, *build, lines, recorded));
            let first = verdicts.next().expect("there is a build");
            if first.passes() { verdicts.find(|verdict| !verdict.passes()).unwrap_or(first) } else { first }
        }
        Err(verdict) => verdict,
    }
}

/// The lines in which each build of ours differs: `-` for the reference, `+` for ours.
///
/// # Errors
/// The verdict, if the scenario was not played to its end.
pub async fn compare(stage: &mut Stage, scenario: &Scenario) -> Result<Vec<(Sdk, Vec<String>)>, Verdict> {
    if let Some(obstacle) = stage.engine().obstacle(&scenario.surroundings.browser()) {
        return Err(Verdict::Skipped(obstacle));
    }
    let reference = play(stage, Sdk::Reference, scenario).await?;
    let mut differences = Vec::new();
    for build in stage.builds() {
        differences.push((build, reference.compare(&play(stage, build, scenario).await?)));
    }
    Ok(differences)
}

async fn play(stage: &mut Stage, sdk: Sdk, scenario: &Scenario) -> Result<crate::observation::Observation, Verdict> {
    let first = match stage.play(sdk, scenario).await {
        Ok(observation) => return Ok(observation),
        Err(error) => error,
    };
    second_attempt(&format!("{}::{}", stage.engine(), scenario.name), &first);
    stage.restart().await;
    match stage.play(sdk, scenario).await {
        Ok(observation) => Ok(observation),
        Err(error) => {
            // The next scenario begins with another browser.
            stage.restart().await;
            Err(Verdict::Failed(format!("{error:#}")))
        }
    }
}

fn weigh(scenario: &Scenario, build: Sdk, lines: &[String], recorded: &Recorded) -> Verdict {
    let expected = recorded.of(scenario.name);
    let build = build.name();
    match scenario.difference {
        None if lines.is_empty() => Verdict::Same,
        None => Verdict::Differs(format!("undeclared (- reference, + {build}):\n{}", lines.join("\n"))),
        Some(difference) if lines.is_empty() => {
            Verdict::Differs(format!("nothing differs any more, but point {} is declared", difference.point))
        }
        Some(_) if lines == expected => Verdict::Declared,
        Some(difference) => Verdict::Differs(format!(
            "point {} is declared, but the difference has changed (- reference, + {build}). Now:\n{}\nrecorded:\n{}",
            difference.point,
            lines.join("\n"),
            expected.join("\n"),
        )),
    }
}
