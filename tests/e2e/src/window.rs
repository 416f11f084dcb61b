//! One window or popup of a browser session, or a frame in it.

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
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
    pub async fn goto(&self, url: &str) -> Result<()> {
        let driver = self.current().await?;
        driver.goto(url).await.with_context(|| format!("cannot open {url}"))
    }

    /// Reloads the page.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.current().await?.refresh().await?)
    }

    /// The address that the window shows.
    pub async fn url(&self) -> Result<String> {
        Ok(self.current().await?.current_url().await?.into())
    }

    /// The document's title.
    pub async fn title(&self) -> Result<String> {
        Ok(self.current().await?.title().await?)
    }

    /// Clicks an element as a user does: once the page has loaded and the element is there.
    pub async fn click(&self, css: &str) -> Result<()> {
        wait::until(&format!("{css} to be clickable"), async || {
            let driver = self.current().await?;
            let Ok(element) = driver.find(By::Css(css)).await else { return Ok(None) };
            // Before its stylesheet has come a page moves under the pointer, and the click misses. It has to be the element's own
            // page that is asked, and not the one before.
            let is_loaded = "return arguments[0].isConnected && document.readyState === 'complete'";
            let loaded = driver.execute(is_loaded, vec![element.to_json()?]).await;
            if !loaded.is_ok_and(|loaded| *loaded.json() == true) {
                return Ok(None);
            }
            Ok(element.click().await.ok())
        })
        .await
    }

    /// Waits until an element is there.
    pub async fn wait_for(&self, css: &str) -> Result<()> {
        wait::until(&format!("{css} to appear"), async || {
            Ok(self.current().await?.find(By::Css(css)).await.ok().map(|_| ()))
        })
        .await
    }

    /// The text that a user sees in an element, or `None` while there is no such element.
    pub async fn text(&self, css: &str) -> Result<Option<String>> {
        match self.current().await?.find(By::Css(css)).await {
            Ok(element) => Ok(Some(element.text().await?)),
            Err(_) => Ok(None),
        }
    }

    /// Runs a script's body (it gives its value with `return`) in the page.
    pub async fn script<T: DeserializeOwned>(&self, body: &str, arguments: Vec<Value>) -> Result<T> {
        let result = self.current().await?.execute(body, arguments).await?;
        Ok(result.convert()?)
    }

    /// Sends a command of the DevTools protocol and gives its result. Chromium only.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.current().await?.cdp().send_raw(command, parameters).await?)
    }

    /// Presses a key as a user does, with whatever has the focus. Chromium only.
    pub async fn press(&self, key: &str) -> Result<()> {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "End" => (35, ""),
            "ArrowRight" => (39, ""),
            _ => bail!("no code is known of the key {key}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code });
            self.devtools("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Puts the window aside: the one behind it gets the focus.
    pub async fn minimize(&self) -> Result<()> {
        Ok(self.current().await?.minimize_window().await?)
    }

    /// Closes the window, as its user would.
    pub async fn close(&self) -> Result<()> {
        Ok(self.current().await?.close_window().await?)
    }

    /// Whether the window is still there.
    pub async fn exists(&self) -> Result<bool> {
        Ok(self.driver.windows().await?.contains(&self.handle))
    }

    /// A screenshot as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        Ok(self.current().await?.screenshot_as_png().await?)
    }
}
