//! What was observed with each package when a scenario was recorded: `record.json`.
//!
//! `@alter-ai/connect` 0.8.0 never changes, so its half of the comparison is played once. Where the packages differ, ours is
//! recorded too: without it, a scenario that is declared to differ would pass whatever it did.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use alter_connect_e2e::{Sdk, repository};
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::observation::Observation;
use crate::scenario::{Scenario, Theme};

/// The file.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Record {
    /// The package and the version that were played.
    pub package: String,
    /// The browser in which that was.
    pub browser: String,
    scenarios: BTreeMap<String, Recorded>,
}

/// A scenario's entry.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Recorded {
    reference: Observation,
    /// Where it differs.
    #[serde(default)]
    ours: Option<Observation>,
}

impl Record {
    /// Reads the file.
    pub fn read() -> Result<Self> {
        let text = std::fs::read_to_string(path()).context("tests/conformance/record.json")?;
        serde_json::from_str(&text).context("tests/conformance/record.json")
    }

    /// Writes the file: a line for each scenario and package.
    pub fn write(&self) -> Result<()> {
        let mut text = format!(
            "{{\n  \"package\": {},\n  \"browser\": {},\n  \"scenarios\": {{\n",
            serde_json::to_string(&self.package)?,
            serde_json::to_string(&self.browser)?,
        );
        for (index, (name, Recorded { reference, ours })) in self.scenarios.iter().enumerate() {
            let comma = if index + 1 < self.scenarios.len() { "," } else { "" };
            let [name, reference] = [serde_json::to_string(name)?, serde_json::to_string(reference)?];
            write!(text, "    {name}: {{ \"reference\": {reference}")?;
            if let Some(ours) = ours {
                write!(text, ",\n      \"ours\": {}", serde_json::to_string(ours)?)?;
            }
            writeln!(text, " }}{comma}")?;
        }
        Ok(std::fs::write(path(), text + "  }\n}\n")?)
    }

    /// What has to be observed with this package.
    pub fn of(&self, scenario: &Scenario, sdk: Sdk) -> Result<&Observation> {
        let recorded = self.scenarios.get(&scenario.name);
        let Recorded { reference, ours } =
            recorded.context("it has no record: see CONTRIBUTING.md, \"Adding a test\"")?;
        Ok(if sdk == Sdk::Reference { reference } else { ours.as_ref().unwrap_or(reference) })
    }

    /// Records a scenario.
    pub fn set(&mut self, scenario: &Scenario, reference: Observation, ours: Observation) {
        let ours = (ours != reference).then_some(ours);
        self.scenarios.insert(scenario.name.clone(), Recorded { reference, ours });
    }

    /// Forgets what is no scenario any more.
    pub fn keep(&mut self, themes: &[Theme]) {
        self.scenarios.retain(|name, _| scenarios(themes).any(|scenario| scenario.name == *name));
    }

    /// The lines in which the packages differ in a scenario: `-` for the reference, `+` for ours.
    pub fn differences(&self, scenario: &Scenario) -> Vec<String> {
        let recorded = self.scenarios.get(&scenario.name);
        let ours = recorded.and_then(|Recorded { reference, ours }| Some(reference.compare(ours.as_ref()?)));
        ours.unwrap_or_default()
    }

    /// Checks that it is of these scenarios, and that they differ where they say so and nowhere else.
    pub fn check(&self, themes: &[Theme]) -> Result<()> {
        for name in self.scenarios.keys() {
            ensure!(scenarios(themes).any(|scenario| scenario.name == *name), "the record has {name:?}: there is none");
        }
        for scenario in scenarios(themes) {
            let (name, lines) = (&scenario.name, self.differences(scenario));
            match &scenario.differs {
                None => ensure!(lines.is_empty(), "{name:?} differs, and does not say so:\n{}", lines.join("\n")),
                Some((point, _)) => {
                    ensure!(!lines.is_empty(), "{name:?} is to differ under point {point}, and does not")
                }
            }
        }
        Ok(())
    }
}

fn scenarios(themes: &[Theme]) -> impl Iterator<Item = &Scenario> {
    themes.iter().flat_map(|theme| &theme.scenarios)
}

fn path() -> PathBuf {
    repository().join("tests/conformance/record.json")
}
