//! The scenarios of `scenarios/*.js`, as [`themes`](alter_connect_e2e::listed::themes) lists them.

use alter_connect_e2e::BrowserOptions;
use serde::Deserialize;

/// The scenarios of one theme.
#[derive(Clone, Debug, Deserialize)]
pub struct Theme {
    /// In words.
    pub title: String,
    /// In the order of the file.
    pub scenarios: Vec<Scenario>,
}

/// One row of the table, without its text.
#[derive(Clone, Debug, Deserialize)]
pub struct Scenario {
    /// The file that it stands in.
    pub theme: String,
    /// In words, unique.
    pub name: String,
    /// What is looked at.
    pub observes: String,
    /// The browser that it needs.
    #[serde(default)]
    pub on: Surroundings,
    /// The point of [`POINTS`](crate::points::POINTS) under which the two packages differ, and what differs; `None` when
    /// they must not.
    pub differs: Option<(usize, String)>,
    /// How often the page is loaded.
    pub loads: usize,
}

impl Scenario {
    /// The point under which the two packages differ.
    pub fn point(&self) -> Option<usize> {
        self.differs.as_ref().map(|(point, _)| *point)
    }
}

/// The browsers that scenarios need; one session of each serves them all.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "lowercase")]
pub enum Surroundings {
    /// A desktop that lets every popup through, so that a scenario may open several.
    #[default]
    Desktop,
    /// A desktop with the popup blocker on, as users have it.
    #[serde(rename = "popup blocker")]
    PopupBlocker,
    /// A phone, emulated by the browser.
    Phone,
}

impl Surroundings {
    /// As the harness wants it.
    pub fn browser(self) -> BrowserOptions {
        match self {
            Self::Desktop => BrowserOptions::default(),
            Self::PopupBlocker => BrowserOptions::desktop(),
            Self::Phone => BrowserOptions::phone(),
        }
    }
}

/// The scenarios in the order in which they are played: those that share a browser together.
pub fn in_turn(themes: &[Theme]) -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = themes.iter().flat_map(|theme| theme.scenarios.clone()).collect();
    scenarios.sort_by_key(|scenario| scenario.on);
    scenarios
}
