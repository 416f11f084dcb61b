//! Firefox and geckodriver.

use std::process::Command;

use anyhow::Result;
use serde_json::json;
use thirtyfour::Capabilities;

use crate::browser::{BrowserOptions, capabilities_from};
use crate::engine::program;

pub(crate) fn driver_command(port: u16) -> Result<Command> {
    let mut command = Command::new(program("GECKODRIVER", &["geckodriver"], "install it (cargo install geckodriver)")?);
    // Marionette's port is picked by geckodriver; only the HTTP port is ours.
    command.args(["--port", &port.to_string()]);
    Ok(command)
}

pub(crate) fn capabilities(options: &BrowserOptions) -> Result<Capabilities> {
    let binary = program("FIREFOX", &["firefox-esr", "firefox"], "install it (Debian: apt-get install firefox-esr)")?;
    // geckodriver's own profile lets every popup through.
    let mut preferences = json!({
        "dom.disable_open_during_load": options.block_popups,
        // A page that plays hundreds of returns changes its address as often.
        "dom.navigation.locationChangeRateLimit.count": 0,
    });
    if let Some(phone) = &options.phone {
        preferences["general.useragent.override"] = phone.user_agent.clone().into();
    }
    Ok(capabilities_from(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "binary": binary, "prefs": preferences },
    })))
}
