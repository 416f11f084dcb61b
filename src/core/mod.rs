//! The core: what a connect flow is. It knows no browser, so the host tests and the fuzzers run it as it ships.

pub mod address;
pub mod device;
pub mod error;
pub mod flow;
pub mod grant;
pub mod message;
pub mod value;
pub mod word;
