//! The test page in a browser: what it is told, and what the app on it has observed.

use std::sync::Arc;

use anyhow::{Result, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::log::{Entry, Log, Logs};
use crate::wait;
use crate::window::Window;

/// One load of the test page.
///
/// Whatever runs a script in the page takes the focus to its window; reading the log does not, for the page
/// reports it to its server.
#[derive(Clone, Debug)]
pub struct Page {
    window: Window,
    id: String,
    logs: Arc<Logs>,
}

impl Page {
    pub(crate) async fn load(window: &Window, logs: &Arc<Logs>, url: &str) -> Result<Self> {
        window.goto(url).await?;
        Self::ready(window, logs, None).await
    }

    pub(crate) async fn arrived(window: &Window, logs: &Arc<Logs>) -> Result<Self> {
        Self::ready(window, logs, None).await
    }

    /// The next load of the page in the same window: after a reload, or a return from elsewhere.
    pub async fn next(&self) -> Result<Self> {
        Self::ready(&self.window, &self.logs, Some(&self.id)).await
    }

    async fn ready(window: &Window, logs: &Arc<Logs>, previous: Option<&str>) -> Result<Self> {
        let ready = wait::until("the app's page to be ready", async || {
            // A page in motion has no script context for a moment.
            let id = window.script::<Option<String>>("return window.pageId ?? null", vec![]).await.unwrap_or(None);
            Ok(id
                .filter(|id| Some(id.as_str()) != previous)
                .filter(|id| !logs.of(id).all("page ready").is_empty())
                .map(|id| Self { window: window.clone(), id, logs: logs.clone() }))
        });
        match ready.await {
            Ok(page) => Ok(page),
            Err(error) => {
                let log = logs.all().pop().unwrap_or_default();
                bail!("the page, or the SDK on it, did not load: {error:#}; the last that did observed:\n{log}")
            }
        }
    }

    /// The page's window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Sets what `open()` gets besides the recorders.
    pub async fn options(&self, options: &Value) -> Result<()> {
        self.window.script("give(arguments[0])", vec![options.to_string().into()]).await
    }

    /// Calls a function of the theme's file in `tests/e2e/acts`, and gives what it returns.
    pub async fn act<T: DeserializeOwned>(&self, name: &str, argument: Value) -> Result<T> {
        self.window.script("return act(...arguments)", vec![name.into(), argument.to_string().into()]).await
    }

    /// Clicks Connect.
    pub async fn connect(&self) -> Result<()> {
        self.window.click("#connect").await
    }

    /// Calls such a function in a click on the second button. That it throws stands in the log, as an error that was not
    /// caught.
    pub async fn act_in_click(&self, name: &str, argument: Value) -> Result<()> {
        self.window.script::<()>("prepare(...arguments)", vec![name.into(), argument.to_string().into()]).await?;
        self.window.click("#other").await
    }

    /// Runs statements in the page (a value is given with `return`).
    pub async fn run<T: DeserializeOwned>(&self, statements: &str) -> Result<T> {
        self.window.script(statements, vec![]).await
    }

    /// `isOpen()` now.
    pub async fn is_open(&self) -> Result<bool> {
        self.run("return sdk.isOpen()").await
    }

    /// What the app has observed so far.
    pub fn log(&self) -> Log {
        self.logs.of(&self.id)
    }

    /// Waits for an observation (`bus success`) and gives the first of its kind.
    pub async fn observed(&self, what: &str) -> Result<Entry> {
        Ok(self.observed_times(what, 1).await?.remove(0))
    }

    /// Waits until an observation has been made so many times.
    pub async fn observed_times(&self, what: &str, times: usize) -> Result<Vec<Entry>> {
        let entries = wait::until(&format!("`{what}`"), async || {
            let entries: Vec<Entry> = self.log().all(what).into_iter().cloned().collect();
            Ok((entries.len() >= times).then_some(entries))
        })
        .await;
        match entries {
            Ok(entries) => Ok(entries),
            Err(error) => bail!("{error:#}; the app observed:\n{}", self.log()),
        }
    }

    /// Waits until everything that was due on the page by now has happened and has been reported.
    pub async fn settle(&self) -> Result<()> {
        let marks = self.log().all("page mark").len();
        self.run::<Value>("setTimeout(() => record('page mark'))").await?;
        self.observed_times("page mark", marks + 1).await?;
        Ok(())
    }
}
