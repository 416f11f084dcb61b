//! A browser and the app's server.

use std::time::Duration;

use alter_connect_e2e::{AppServer, Engine, Sdk, Window, wait};
use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::server::{self, Scripts};
use crate::Lab;

/// More than any page takes: it bounds hangs, it measures nothing.
const LIMIT: Duration = Duration::from_secs(180);

/// Where everything in one engine is measured.
#[derive(Debug)]
pub struct Stage {
    engine: Engine,
    lab: Lab,
    app: AppServer,
}

impl Stage {
    /// Starts all of it.
    ///
    /// # Errors
    /// Something of it does not start.
    pub async fn start(engine: Engine, scripts: Scripts) -> Result<Self> {
        let app = server::start(scripts).await?;
        Ok(Self { engine, lab: Lab::start(engine).await?, app })
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// It does not close.
    pub async fn close(self) -> Result<()> {
        self.lab.close().await
    }

    /// Which browser it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The app's window.
    pub fn window(&self) -> &Window {
        self.lab.browser().main()
    }

    /// What the browser calls itself.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn user_agent(&self) -> Result<String> {
        self.window().script("return navigator.userAgent", vec![]).await
    }

    /// Loads one of the bench's pages for this SDK, as the page of `host`. Each host is a site of its own, with its own
    /// process and cache.
    ///
    /// # Errors
    /// It does not load.
    pub async fn load(&self, page: &str, sdk: Sdk, host: &str) -> Result<()> {
        let (_, port) = self.app.origin().rsplit_once(':').context("the app's origin has a port")?;
        let address = format!("http://{host}:{port}/bench/{page}.html?sdk={}", sdk.name());
        self.window().goto(&address).await
    }

    /// Waits for what the page has measured.
    ///
    /// # Errors
    /// It fails, or takes too long.
    pub async fn result(&self) -> Result<Vec<(String, f64)>> {
        let result = wait::until_within(LIMIT, "the page to have measured", async || {
            self.window().script::<Option<Value>>("return result", vec![]).await
        })
        .await?;
        if let Some(failure) = result["failure"].as_str() {
            bail!("the page failed: {failure}");
        }
        let figures = result.as_object().context("the page gives no figures")?;
        figures
            .iter()
            .map(|(figure, value)| Ok((figure.clone(), value.as_f64().with_context(|| format!("{figure}: {value}"))?)))
            .collect()
    }
}
