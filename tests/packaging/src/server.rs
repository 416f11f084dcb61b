//! A server that belongs to a project: a development server, a framework's, a backend.

use std::fs::File;
use std::process::Stdio;
use std::time::Duration;

use alter_connect_e2e::{evidence_directory, wait};
use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};

/// How long a server may take until it answers: some compile first.
const LIMIT: Duration = Duration::from_secs(120);

/// A running server; its process ends when this value is dropped.
#[derive(Debug)]
pub struct Server {
    origin: String,
    _process: Child,
}

impl Server {
    /// Starts `command`, which is to listen on `port` of 127.0.0.1, and waits until it answers. Its output goes to
    /// `target/e2e/{name}.log`.
    pub async fn start(name: &str, mut command: Command, port: u16) -> Result<Self> {
        let log = File::create(evidence_directory()?.join(format!("{name}.log")))?;
        command.env("NEXT_TELEMETRY_DISABLED", "1").env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
        let mut process = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let origin = format!("http://127.0.0.1:{port}");
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
        wait::until_within(LIMIT, &format!("{name} to answer (its log: target/e2e/{name}.log)"), async || {
            if let Some(status) = process.try_wait()? {
                bail!("{name} ended: {status}; its log: target/e2e/{name}.log");
            }
            Ok(client.get(&origin).send().await.ok().map(|_| ()))
        })
        .await?;
        Ok(Self { origin, _process: process })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}
