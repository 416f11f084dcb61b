//! A display and a browser on it, with popups allowed.

use alter_connect_e2e::{Browser, BrowserOptions, Display, DriverProcess, Engine};
use anyhow::Result;

/// One browser with real windows.
#[derive(Debug)]
pub struct Lab {
    // In the order in which they have to end.
    browser: Browser,
    _driver: DriverProcess,
    display: Display,
}

impl Lab {
    /// Starts it.
    ///
    /// # Errors
    /// The engine, its driver or the display is missing or does not start.
    pub async fn start(engine: Engine) -> Result<Self> {
        let display = Display::start()?;
        let driver = DriverProcess::start(engine, Some(&display)).await?;
        let browser = Browser::start(engine, &driver, &BrowserOptions::default()).await?;
        Ok(Self { browser, _driver: driver, display })
    }

    /// The browser.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The display it is on.
    pub fn display(&self) -> &Display {
        &self.display
    }

    /// Closes it.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn close(self) -> Result<()> {
        self.browser.quit().await
    }
}
