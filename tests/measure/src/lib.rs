//! How soon, and how surely, a closed popup is noticed ([`exits`], [`severed`]). What the SDK costs beside the package that
//! it replaces is measured by the program `bench`.

mod app;
mod desktop;
pub mod exits;
pub mod severed;
mod site;
