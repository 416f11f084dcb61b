//! Chromium and chromedriver.

use std::process::Command;

use anyhow::Result;
use serde_json::json;
use thirtyfour::Capabilities;

use crate::browser::{BrowserOptions, capabilities_from};
use crate::engine::program;

pub(crate) fn driver_command(port: u16) -> Result<Command> {
    let mut command = Command::new(program(
        "CHROMEDRIVER",
        &["chromedriver"],
        "install it (Debian, Ubuntu: apt-get install chromium-driver)",
    )?);
    command.arg(format!("--port={port}"));
    Ok(command)
}

pub(crate) fn capabilities(options: &BrowserOptions) -> Result<Capabilities> {
    let binary = program(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        "install it (Debian, Ubuntu: apt-get install chromium)",
    )?;
    let arguments = [
        // The pages are this repository's own, and containers seldom permit the sandbox.
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        // A page that plays hundreds of returns changes its address as often.
        "--disable-ipc-flooding-protection",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1100,900",
    ];
    let mut chrome = json!({ "binary": binary, "args": arguments });
    if options.block_popups {
        // chromedriver switches the popup blocker off unless told otherwise.
        chrome["excludeSwitches"] = json!(["disable-popup-blocking"]);
    }
    if let Some(phone) = &options.phone {
        chrome["mobileEmulation"] = json!({
            "deviceMetrics": { "width": phone.width, "height": phone.height, "pixelRatio": 2, "touch": true },
            "userAgent": phone.user_agent,
        });
    }
    Ok(capabilities_from(json!({ "browserName": "chrome", "goog:chromeOptions": chrome })))
}
