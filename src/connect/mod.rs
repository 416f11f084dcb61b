//! The flow's shell: ties the state machine of [`core`](crate::core) to the browser and the app.
//!
//! Nothing is borrowed while JavaScript runs: what a flow has is in cells, and stays in its place. So any callback may call
//! any method, and an exception from anywhere leaves nothing behind that [`Connect::abandon`] would not find.

mod bus;
mod ending;
mod handover;
mod instance;
mod kept;
mod redirect;
mod relay;
mod running;
mod signal;

pub use instance::Connect;
