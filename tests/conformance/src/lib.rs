//! Plays the same scenarios with `@alter-ai/connect` 0.8.0 and with this package, in real browsers with real popups,
//! and compares what an app can observe.
//!
//! A [`Scenario`] is a few lines of JavaScript in `scenarios/`; `harness.js` has what it may use, and what it observes is
//! written down. What is observed with each SDK is what the [`Record`] says: the same, or the scenario names one of the
//! [`POINTS`](points::POINTS).

pub mod docs;
pub mod fuzz;
pub mod observation;
pub mod points;
pub mod record;
pub mod scenario;
pub mod server;
pub mod stage;

pub use record::Record;
pub use scenario::{Scenario, Theme};
pub use stage::{judge, observe};
