//! Drives the built SDK in real browsers, with real popups, against the emulator.
//!
//! A [`Suite`] holds what is slow to start (the display, one WebDriver process per engine). A [`Stage`] is
//! what one scenario gets: its own emulator, its own app server and its own browser session. A [`Page`] is
//! the app's page in that browser: the scenario tells it what to pass to `open()`, clicks, and reads what
//! the app has observed.

mod app_server;
mod backend;
mod browser;
mod chromium;
mod display;
mod driver_process;
mod engine;
mod firefox;
mod host;
mod json_process;
pub mod listed;
mod log;
mod origin;
mod page;
pub mod readme;
mod stage;
mod suite;
pub mod trials;
pub mod wait;
mod webkit;
mod window;

pub use app_server::{AppServer, Sdk, script};
pub use backend::Backend;
pub use browser::{Browser, BrowserOptions, Phone};
pub use display::Display;
pub use engine::Engine;
pub use host::Host;
pub use json_process::JsonProcess;
pub use log::{Entry, Log};
pub use origin::{Origin, content_type, file, free_port};
pub use page::Page;
pub use stage::Stage;
pub use suite::{Run, Scenario, Suite, second_attempt};
pub use window::Window;

use std::path::PathBuf;

/// The root of the repository: pages, the built package and the README are found from here.
pub fn repository() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Where drivers write their logs and failed scenarios leave their evidence: `target/e2e`.
pub fn evidence_directory() -> std::io::Result<PathBuf> {
    let directory = repository().join("target/e2e");
    std::fs::create_dir_all(&directory)?;
    Ok(directory)
}
