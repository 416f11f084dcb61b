//! The three browser engines, and what differs between them.

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};
use thirtyfour::Capabilities;

use crate::browser::BrowserOptions;
use crate::{chromium, firefox, webkit};

/// A browser engine that speaks WebDriver.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Engine {
    /// Chromium or Chrome through chromedriver.
    Chromium,
    /// Firefox through geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser through WebKitWebDriver.
    WebKit,
}

impl Engine {
    /// Every engine, in the order in which suites run.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name used in test names and in the `ENGINES` variable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Why this engine cannot run a session with such options; `None` when it can.
    pub fn obstacle(self, options: &BrowserOptions) -> Option<&'static str> {
        match self {
            Self::WebKit if options.headless => Some("MiniBrowser has no headless mode"),
            Self::Chromium | Self::Firefox | Self::WebKit => None,
        }
    }

    pub(crate) fn driver_command(self, port: u16) -> Result<Command> {
        match self {
            Self::Chromium => chromium::driver_command(port),
            Self::Firefox => firefox::driver_command(port),
            Self::WebKit => webkit::driver_command(port),
        }
    }

    pub(crate) fn capabilities(self, options: &BrowserOptions) -> Result<Capabilities> {
        match self {
            Self::Chromium => chromium::capabilities(options),
            Self::Firefox => firefox::capabilities(options),
            Self::WebKit => webkit::capabilities(options),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Finds a program: the path in the environment variable, or the first of `names` on the PATH.
pub(crate) fn program(variable: &str, names: &[&str], package: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        if !path.is_file() {
            bail!("{variable} names {}, which is no file", path.display());
        }
        return Ok(path);
    }
    match names.iter().find_map(|name| which::which(OsStr::new(name)).ok()) {
        Some(path) => Ok(path),
        None => bail!("{} not found: {package}, or set {variable} to its path", names.join(" or ")),
    }
}
