//! Tries the packed npm package with type checkers, bundlers and frameworks, and drives what they built.
//!
//! A [`Workshop`] is a folder with every tool installed and our package unpacked beside them, as npm would do it. A
//! [`Project`] is a copy of one of the repository's small apps in it. What a project has built is served by a [`Site`],
//! or by the project's own [`Server`], and driven through the harness of the end-to-end suite.

mod project;
mod server;
mod site;
mod trial;
mod workshop;

pub use project::Project;
pub use server::Server;
pub use site::{ACCOUNT, Site};
pub use trial::trial;
pub use workshop::Workshop;
