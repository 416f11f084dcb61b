//! What a scenario is: a few lines of JavaScript that an app could contain, and what is known of their outcome.

use std::borrow::Cow;

use alter_connect_e2e::BrowserOptions;

/// One row of the table. `play` runs it once with each SDK.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// In words, unique.
    pub name: &'static str,
    /// What is looked at.
    pub observes: &'static str,
    /// The browser it needs.
    pub surroundings: Surroundings,
    /// The point under which the two SDKs differ; `None` when they must not.
    pub difference: Option<Difference>,
    /// What the app's page does on a click.
    pub body: Cow<'static, str>,
    /// What it does at its next load, when the user comes back from a redirect.
    pub back: Option<Cow<'static, str>>,
}

/// A declared difference.
#[derive(Clone, Copy, Debug)]
pub struct Difference {
    /// Number of the point in [`POINTS`](crate::points::POINTS).
    pub point: usize,
    /// What differs here, in a sentence.
    pub says: &'static str,
}

/// The browsers that scenarios need; one session of each serves them all.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Surroundings {
    /// A desktop that lets every popup through, so that a scenario may open several.
    Desktop,
    /// A desktop with the popup blocker on, as users have it.
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

/// Scenarios of one theme.
#[derive(Clone, Debug)]
pub struct Group {
    /// The theme.
    pub title: &'static str,
    /// Its scenarios.
    pub scenarios: Vec<Scenario>,
}

/// A scenario in which both SDKs must be observed to do the same.
pub fn scenario(name: &'static str, observes: &'static str, body: impl Into<Cow<'static, str>>) -> Scenario {
    Scenario { name, observes, surroundings: Surroundings::Desktop, difference: None, body: body.into(), back: None }
}

impl Scenario {
    /// With a second load of the page.
    pub fn back(mut self, body: impl Into<Cow<'static, str>>) -> Self {
        self.back = Some(body.into());
        self
    }

    /// In another browser.
    pub fn on(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// The SDKs must be observed to differ, under this point.
    pub fn differs(mut self, point: usize, says: &'static str) -> Self {
        self.difference = Some(Difference { point, says });
        self
    }

    /// What the page runs, load by load.
    pub fn parts(&self) -> Vec<String> {
        [Some(&self.body), self.back.as_ref()].into_iter().flatten().map(ToString::to_string).collect()
    }
}
