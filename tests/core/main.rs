//! Host tests of the core: what needs no browser.

#![cfg(not(target_arch = "wasm32"))]

mod device;
mod flow;
mod flow_laws;
mod flow_runs;
mod flow_times;
mod json;
mod message;
mod word;
