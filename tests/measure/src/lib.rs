//! What the built SDK costs, measured in real browsers: beside the package that it replaces ([`bench`]), and in how soon, and
//! how surely, a closed popup is noticed ([`exits`], [`severed`]).

mod app;
pub mod bench;
mod desktop;
pub mod exits;
mod lab;
pub mod severed;
mod site;

pub use lab::Lab;
pub use site::{Report, Site};
