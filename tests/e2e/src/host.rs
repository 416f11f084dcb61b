//! One engine's display, driver and browser.

use anyhow::Result;

use crate::browser::{Browser, BrowserOptions};
use crate::display::Display;
use crate::driver_process::DriverProcess;
use crate::engine::Engine;

/// Started when first needed. One browser at a time: geckodriver and WebKitWebDriver serve no more.
#[derive(Debug)]
pub struct Host {
    engine: Engine,
    // In the order in which they have to end.
    browser: Option<Browser>,
    driver: Option<DriverProcess>,
    display: Option<Display>,
}

impl Host {
    /// Starts nothing yet.
    pub fn new(engine: Engine) -> Self {
        Self { engine, browser: None, driver: None, display: None }
    }

    /// Which engine it is of.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where its windows are, once there is a browser.
    pub fn display(&self) -> Option<&Display> {
        self.display.as_ref()
    }

    /// A browser with these options: the one that is kept, or a new one in its place.
    pub async fn browser(&mut self, options: &BrowserOptions) -> Result<&Browser> {
        let browser = self.take(options).await?;
        Ok(self.keep(browser))
    }

    /// The same, for somebody who may not give it back.
    pub async fn take(&mut self, options: &BrowserOptions) -> Result<Browser> {
        match self.browser.take() {
            Some(browser) if browser.options == *options => return Ok(browser),
            Some(browser) => browser.quit().await?,
            None => {}
        }
        if self.display.is_none() {
            self.display = Some(Display::start()?);
        }
        let driver = match self.driver.take() {
            Some(driver) => driver,
            None => DriverProcess::start(self.engine, self.display.as_ref()).await?,
        };
        Browser::start(self.engine, self.driver.insert(driver), options).await
    }

    /// Keeps a browser for the next who wants one.
    pub fn keep(&mut self, browser: Browser) -> &Browser {
        self.browser.insert(browser)
    }

    /// Ends the browser and the driver. Whatever is wrong with them says nothing about what was played.
    pub async fn restart(&mut self) {
        if let Some(browser) = self.browser.take()
            && let Err(error) = browser.quit().await
        {
            eprintln!("{} did not end well: {error:#}", self.engine);
        }
        self.driver = None;
    }
}
