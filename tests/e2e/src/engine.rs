//! The three browser engines, and what differs between them.

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::str::FromStr;

use anyhow::{Context, Error, Result, bail};
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

impl FromStr for Engine {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let engine = Self::ALL.into_iter().find(|engine| engine.name() == name);
        engine.with_context(|| format!("no engine is named {name:?}; known are chromium, firefox and webkit"))
    }
}

impl Engine {
    /// Every engine.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The engines that the variable `ENGINES` names (`chromium,firefox`), or all three.
    pub fn chosen() -> Result<Vec<Self>> {
        let Ok(names) = std::env::var("ENGINES") else { return Ok(Self::ALL.to_vec()) };
        let engines = names.split(',').map(|name| name.trim().parse());
        engines.collect::<Result<_>>().with_context(|| format!("ENGINES is {names:?}"))
    }

    /// The name used in test names and in the `ENGINES` variable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// How many of its browsers play beside each other, each on a display of its own. Two of Chromium, which plays most.
    pub fn displays(self) -> usize {
        if self == Self::Chromium { 2 } else { 1 }
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
