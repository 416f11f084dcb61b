//! Plays the same scenarios with `@alter-ai/connect` 0.8.0 and with this package, in real browsers with real popups,
//! and compares what an app can observe.
//!
//! A [`Scenario`] is a few lines of JavaScript; `pages/observe.js` has what it may use and writes down what it sees. It
//! is played once with each SDK. The two observations are equal, or the scenario names one of the
//! [`POINTS`](points::POINTS) and its lines are those in `differences.json`.

pub mod docs;
pub mod fuzz;
pub mod observation;
pub mod points;
pub mod recorded;
pub mod scenario;
pub mod scenarios;
pub mod server;
pub mod stage;
pub mod table;
pub mod verdict;

pub use recorded::Recorded;
pub use scenario::{Group, Scenario};
pub use stage::Stage;
pub use verdict::{Verdict, judge};
