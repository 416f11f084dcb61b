//! The vendor's own backend client (`alter-sdk` from PyPI) at one end, our SDK at the other.

use std::process::Stdio;

use alter_connect_e2e::{Scenario, Stage, repository};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(alter_sdk_polls_the_grant_that_the_browser_got)]
}

async fn alter_sdk_polls_the_grant_that_the_browser_got(stage: &Stage) -> Result<()> {
    let mut client = AlterSdk::start(stage)?;
    let session = client.says().await?;
    let token = session["session_token"].as_str().context("no session token")?;
    assert!(session["expires_in"].as_u64().is_some_and(|seconds| seconds > 0));

    let page = stage.page_with_token(token).await?;
    page.connect().await?;
    stage.browser.popup().await?.click("#approve").await?;
    let success = page.observed("callback onSuccess").await?;

    client.poll().await?;
    let polled = client.says().await?;
    assert_eq!(polled.as_array().map(Vec::len), Some(1));
    let (grant, polled) = (&success.value()[0], &polled[0]);
    assert_eq!(grant["grant_id"], polled["grant_id"]);
    assert_eq!(grant["provider"], polled["provider_id"]);
    assert_eq!(grant["account_identifier"], polled["account_identifier"]);
    assert_eq!(grant["scopes"], polled["scopes"]);
    Ok(())
}

/// `tests/backend/roundtrip.py`: answers in JSON, a line each.
struct AlterSdk {
    _process: Child,
    input: ChildStdin,
    output: tokio::io::Lines<BufReader<ChildStdout>>,
}

impl AlterSdk {
    fn start(stage: &Stage) -> Result<Self> {
        let python = std::env::var("ALTER_PYTHON").unwrap_or_else(|_| "python3".into());
        let mut process = Command::new(&python)
            .arg(repository().join("tests/backend/roundtrip.py"))
            .env("ALTER_BASE_URL", stage.emulator.base_url())
            .env("ALTER_API_KEY", stage.emulator.api_key())
            .env("APP_ORIGIN", stage.app.origin())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot run {python} (ALTER_PYTHON chooses another)"))?;
        let input = process.stdin.take().context("no pipe to the client")?;
        let output = process.stdout.take().context("no pipe from the client")?;
        Ok(Self { _process: process, input, output: BufReader::new(output).lines() })
    }

    async fn says(&mut self) -> Result<Value> {
        let line = timeout(alter_connect_e2e::wait::LIMIT, self.output.next_line())
            .await
            .context("alter-sdk gives no answer")??;
        match line {
            Some(line) => Ok(serde_json::from_str(&line)?),
            None => bail!(
                "alter-sdk ended early; its error is above. Does ALTER_PYTHON name a Python that has \
                 tests/backend/requirements.txt installed?"
            ),
        }
    }

    async fn poll(&mut self) -> Result<()> {
        self.input.write_all(b"poll\n").await?;
        Ok(self.input.flush().await?)
    }
}
