//! One window or popup of a browser session, or a frame in it.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::{By, WebDriver, WindowHandle};

use crate::wait;

/// A window. WebDriver has one current window per session; each method makes this one current first, so
/// that no call depends on the one before.
#[derive(Clone, Debug)]
pub struct Window {
    driver: WebDriver,
    handle: WindowHandle,
    frame: Option<&'static str>,
}

impl PartialEq for Window {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

impl Window {
    pub(crate) fn new(driver: WebDriver, handle: WindowHandle) -> Self {
        Self { driver, handle, frame: None }
    }

    /// The frame of the window's page that `css` selects; what is said of windows is true of it.
    #[must_use]
    pub fn frame(&self, css: &'static str) -> Self {
        Self { frame: Some(css), ..self.clone() }
    }

    async fn current(&self) -> Result<&WebDriver> {
        self.driver.switch_to_window(self.handle.clone()).await.context("the window is gone")?;
        if let Some(css) = self.frame {
            self.driver.enter_default_frame().await?;
            self.driver.find(By::Css(css)).await?.enter_frame().await?;
        }
        Ok(&self.driver)
    }

    /// Loads an address and waits for its `load` event.
    ///
    /// # Errors
    /// The window is gone or the page does not load.
    pub async fn goto(&self, url: &str) -> Result<()> {
        let driver = self.current().await?;
        driver.goto(url).await.with_context(|| format!("cannot open {url}"))
    }

    /// Reloads the page.
    ///
    /// # Errors
    /// As [`Window::goto`].
    pub async fn reload(&self) -> Result<()> {
        Ok(self.current().await?.refresh().await?)
    }

    /// The address that the window shows.
    ///
    /// # Errors
    /// The window is gone.
    pub async fn url(&self) -> Result<String> {
        Ok(self.current().await?.current_url().await?.into())
    }

    /// The document's title.
    ///
    /// # Errors
    /// The window is gone.
    pub async fn title(&self) -> Result<String> {
        Ok(self.current().await?.title().await?)
    }

    /// Clicks an element as a user does: once the page has loaded and the element is there.
    ///
    /// # Errors
    /// The window is gone, or no such element can be clicked within the limit.
    pub async fn click(&self, css: &str) -> Result<()> {
        wait::until(&format!("{css} to be clickable"), async || {
            let driver = self.current().await?;
            // Before its stylesheet has come a page moves under the pointer, and the click misses.
            let loaded = driver.execute("return document.readyState === 'complete'", vec![]).await;
            if !loaded.is_ok_and(|loaded| *loaded.json() == true) {
                return Ok(None);
            }
            let Ok(element) = driver.find(By::Css(css)).await else { return Ok(None) };
            Ok(element.click().await.ok())
        })
        .await
    }

    /// Waits until an element is there.
    ///
    /// # Errors
    /// The window is gone, or the element does not appear within the limit.
    pub async fn wait_for(&self, css: &str) -> Result<()> {
        wait::until(&format!("{css} to appear"), async || {
            Ok(self.current().await?.find(By::Css(css)).await.ok().map(|_| ()))
        })
        .await
    }

    /// The text that a user sees in an element, or `None` while there is no such element.
    ///
    /// # Errors
    /// The window is gone.
    pub async fn text(&self, css: &str) -> Result<Option<String>> {
        match self.current().await?.find(By::Css(css)).await {
            Ok(element) => Ok(Some(element.text().await?)),
            Err(_) => Ok(None),
        }
    }

    /// Runs a script's body (it gives its value with `return`) in the page.
    ///
    /// # Errors
    /// The window is gone, the script throws, or its value is not a `T`.
    pub async fn script<T: DeserializeOwned>(&self, body: &str, arguments: Vec<Value>) -> Result<T> {
        let result = self.current().await?.execute(body, arguments).await?;
        Ok(result.convert()?)
    }

    /// Sends a command of the DevTools protocol and gives its result. Chromium only.
    ///
    /// # Errors
    /// The window is gone, the browser is another, or it does not take the command.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.current().await?.cdp().send_raw(command, parameters).await?)
    }

    /// Puts the window aside: the one behind it gets the focus.
    ///
    /// # Errors
    /// It is gone.
    pub async fn minimize(&self) -> Result<()> {
        Ok(self.current().await?.minimize_window().await?)
    }

    /// Closes the window, as its user would.
    ///
    /// # Errors
    /// It is gone already.
    pub async fn close(&self) -> Result<()> {
        Ok(self.current().await?.close_window().await?)
    }

    /// Whether the window is still there.
    ///
    /// # Errors
    /// The session is gone.
    pub async fn exists(&self) -> Result<bool> {
        Ok(self.driver.windows().await?.contains(&self.handle))
    }

    /// A screenshot as PNG.
    ///
    /// # Errors
    /// The window is gone.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        Ok(self.current().await?.screenshot_as_png().await?)
    }
}
