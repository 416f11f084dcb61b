//! One WebDriver server, in a process of its own.

use std::fs::File;
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::display::Display;
use crate::engine::Engine;
use crate::{evidence_directory, free_port, wait};

/// A running driver on a free port of 127.0.0.1; it ends, by its process id, when this value is dropped.
///
/// Drivers create browser profiles in their temporary directory; this one is removed with the value.
#[derive(Debug)]
pub struct DriverProcess {
    child: Child,
    port: u16,
    _temporary: TempDir,
}

impl DriverProcess {
    /// Starts the engine's driver, for windows on `display` if one is given, and waits until it answers.
    pub async fn start(engine: Engine, display: Option<&Display>) -> Result<Self> {
        let mut last_error = None;
        // Another process may take the port between our look and the driver's.
        for _ in 0..3 {
            match Self::attempt(engine, display).await {
                Ok(driver) => return Ok(driver),
                Err(error) => last_error = Some(error),
            }
        }
        Err(last_error.expect("the loop ran")).with_context(|| format!("cannot start the driver of {engine}"))
    }

    /// The address for a WebDriver client.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn attempt(engine: Engine, display: Option<&Display>) -> Result<Self> {
        let port = free_port()?;
        let temporary = tempfile::Builder::new().prefix("connect-e2e-").tempdir()?;
        let log = File::create(evidence_directory()?.join(format!("{engine}-driver.log")))?;
        let mut command = engine.driver_command(port)?;
        command.env("TMPDIR", temporary.path()).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        if let Some(display) = display {
            command.env("DISPLAY", display.name());
        }
        let child = command.spawn()?;
        let mut driver = Self { child, port, _temporary: temporary };
        driver.ready().await?;
        Ok(driver)
    }

    async fn ready(&mut self) -> Result<()> {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(2)).build()?;
        let status = format!("{}/status", self.url());
        wait::until("the driver to answer", async || {
            if let Some(status) = self.child.try_wait()? {
                bail!("the driver ended at once: {status} (its log is in target/e2e)");
            }
            Ok(client.get(&status).send().await.ok().map(|_| ()))
        })
        .await
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
