//! What was measured, and its medians.

use std::collections::BTreeMap;

use alter_connect_e2e::Sdk;

/// Both SDKs, in the order in which they take turns.
pub const SDKS: [Sdk; 2] = [Sdk::Reference, Sdk::Ours];

/// All that was measured in one engine.
#[derive(Clone, Debug)]
pub struct Samples {
    /// What the browser calls itself.
    pub user_agent: String,
    figures: BTreeMap<(&'static str, String), Vec<f64>>,
}

impl Samples {
    /// None yet.
    pub fn new(user_agent: String) -> Self {
        Self { user_agent, figures: BTreeMap::new() }
    }

    /// Adds one measurement of a figure.
    pub fn add(&mut self, sdk: Sdk, figure: &str, value: f64) {
        self.figures.entry((sdk.name(), figure.to_owned())).or_default().push(value);
    }

    /// The middle of a figure's measurements, if there are any.
    pub fn spread(&self, sdk: Sdk, figure: &str) -> Option<Spread> {
        self.figures.get(&(sdk.name(), figure.to_owned())).map(|values| Spread::of(values))
    }

    /// The median of a figure's measurements, if there are any.
    pub fn median(&self, sdk: Sdk, figure: &str) -> Option<f64> {
        self.spread(sdk, figure).map(|spread| spread.median)
    }
}

/// The median and the quartiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// A quarter of the measurements is below.
    pub lower: f64,
    /// Half of them.
    pub median: f64,
    /// Three quarters.
    pub upper: f64,
}

impl Spread {
    fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_owned();
        sorted.sort_by(f64::total_cmp);
        let quantile = |part: f64| {
            let place = part * (sorted.len() - 1) as f64;
            let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
            below + (above - below) * place.fract()
        };
        Self { lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75) }
    }
}
