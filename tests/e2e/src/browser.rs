//! One browser session and its windows.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use thirtyfour::{Capabilities, WebDriver};

use crate::driver_process::DriverProcess;
use crate::engine::Engine;
use crate::wait;
use crate::window::Window;

/// What a scenario needs of its browser.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BrowserOptions {
    /// Emulate this phone instead of a desktop.
    pub phone: Option<Phone>,
    /// Keep the engine's popup blocker on, as every user has it.
    pub block_popups: bool,
}

impl BrowserOptions {
    /// A desktop browser as a user has it: real windows, popups only on a click.
    pub fn desktop() -> Self {
        Self { phone: None, block_popups: true }
    }

    /// A phone in portrait.
    pub fn phone() -> Self {
        Self { phone: Some(Phone::default()), block_popups: true }
    }
}

/// The device that is emulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Phone {
    /// Viewport width in CSS pixels.
    pub width: u32,
    /// Viewport height in CSS pixels.
    pub height: u32,
    /// The whole user agent string.
    pub user_agent: String,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            width: 390,
            height: 844,
            user_agent: "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) \
                         Chrome/130.0.0.0 Mobile Safari/537.36"
                .into(),
        }
    }
}

/// A browser with a profile of its own, and the window it began with.
#[derive(Debug)]
pub struct Browser {
    /// The engine that it is of.
    pub engine: Engine,
    /// What it was started with.
    pub options: BrowserOptions,
    driver: WebDriver,
    main: Window,
}

impl Browser {
    /// Opens a fresh session.
    pub async fn start(engine: Engine, driver: &DriverProcess, options: &BrowserOptions) -> Result<Self> {
        // Drivers are on this machine: no proxy. The limit keeps a hung browser from hanging the suite.
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60)).build()?;
        let driver = WebDriver::builder(driver.url(), engine.capabilities(options)?)
            .client(client)
            .connect()
            .await
            .with_context(|| format!("{engine} did not start"))?;
        if let (Some(phone), Engine::Firefox | Engine::WebKit) = (&options.phone, engine) {
            // Chromium emulates the screen; here the window itself is as small as a phone's.
            driver.set_window_rect(0, 0, phone.width, phone.height).await?;
        }
        let main = Window::new(driver.clone(), driver.window().await?);
        Ok(Self { engine, options: options.clone(), driver, main })
    }

    /// The window the session began with.
    pub fn main(&self) -> &Window {
        &self.main
    }

    /// The browser's version.
    pub fn version(&self) -> String {
        let capabilities = Value::from(self.driver.capabilities().clone());
        capabilities["browserVersion"].as_str().unwrap_or("of no known version").to_owned()
    }

    /// Lets [`Window::goto`] fail when a page has not loaded within this time.
    pub async fn limit_loading(&self, limit: Duration) -> Result<()> {
        Ok(self.driver.set_page_load_timeout(limit).await?)
    }

    /// Every open window, the main one included.
    pub async fn windows(&self) -> Result<Vec<Window>> {
        let handles = self.driver.windows().await?;
        Ok(handles.into_iter().map(|handle| Window::new(self.driver.clone(), handle)).collect())
    }

    /// Every open window but the main one.
    pub async fn popups(&self) -> Result<Vec<Window>> {
        Ok(self.windows().await?.into_iter().filter(|window| *window != self.main).collect())
    }

    /// Waits for a popup and gives it.
    pub async fn popup(&self) -> Result<Window> {
        wait::until("a popup to open", async || Ok(self.popups().await?.pop())).await
    }

    /// Waits for a popup beside this one and gives it.
    pub async fn popup_beside(&self, known: &Window) -> Result<Window> {
        wait::until("another popup to open", async || Ok(self.popups().await?.into_iter().find(|popup| popup != known)))
            .await
    }

    /// Waits until only the main window is left.
    pub async fn no_popup(&self) -> Result<()> {
        wait::until("every popup to be closed", async || Ok(self.popups().await?.is_empty().then_some(()))).await
    }

    /// Writes a screenshot of every window that can still be seen: `{directory}/{name}-{n}.png`.
    pub async fn screenshots(&self, directory: &Path, name: &str) -> Result<()> {
        for (number, window) in self.windows().await?.iter().enumerate() {
            // A popup may close at any moment.
            if let Ok(png) = window.screenshot().await {
                std::fs::write(directory.join(format!("{name}-{number}.png")), png)?;
            }
        }
        Ok(())
    }

    /// Leaves one window with an empty page. What pages have stored stays, each under its own origin.
    pub async fn clear(&self) -> Result<()> {
        self.close_popups().await?;
        self.main.goto("about:blank").await
    }

    /// Leaves only the main window.
    pub async fn close_popups(&self) -> Result<()> {
        for popup in self.popups().await? {
            // One that is closing by itself may be gone by now.
            let _ = popup.close().await;
        }
        self.no_popup().await
    }

    /// Closes the browser.
    pub async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}

pub(crate) fn capabilities_from(json: Value) -> Capabilities {
    match json {
        Value::Object(map) => map.into(),
        other => panic!("capabilities are a JSON object, not {other}"),
    }
}
