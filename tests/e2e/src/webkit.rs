//! WebKitGTK's MiniBrowser and WebKitWebDriver.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::Capabilities;

use crate::browser::{BrowserOptions, capabilities_from};
use crate::engine::program;

const MINI_BROWSERS: [&str; 2] = ["webkit2gtk-4.1", "webkit2gtk-4.0"];

pub(crate) fn driver_command(port: u16) -> Result<Command> {
    let mut command = Command::new(program(
        "WEBKIT_WEBDRIVER",
        &["WebKitWebDriver"],
        "install it (Debian, Ubuntu: apt-get install webkit2gtk-driver)",
    )?);
    command
        .arg(format!("--port={port}"))
        // The sandbox needs user namespaces and compositing needs a GPU; containers have neither.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
    Ok(command)
}

pub(crate) fn capabilities(options: &BrowserOptions) -> Result<Capabilities> {
    let mut arguments = vec![
        "--automation".to_owned(),
        format!("--javascript-can-open-windows-automatically={}", !options.block_popups),
    ];
    if let Some(phone) = &options.phone {
        arguments.push(format!("--user-agent={}", phone.user_agent));
    }
    Ok(capabilities_from(json!({
        "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": arguments },
    })))
}

/// MiniBrowser is no command: it lies in the library directory of its architecture.
fn mini_browser() -> Result<PathBuf> {
    let libraries = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    MINI_BROWSERS
        .iter()
        .map(|version| PathBuf::from(&libraries).join(version).join("MiniBrowser"))
        .find(|path| path.is_file())
        .with_context(|| format!("MiniBrowser not found under {libraries}: install webkit2gtk-driver"))
}
