//! Host tests of the core: what needs no browser.

mod device;
mod flow;
mod flow_runs;
mod json;
mod message;
mod word;
