//! A program that speaks JSON, a line each way.

use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::wait;

/// The program and its pipes; it is ended when dropped.
#[derive(Debug)]
pub struct JsonProcess {
    name: String,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl JsonProcess {
    /// Starts it.
    pub fn start(mut command: Command) -> Result<Self> {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot run {name}"))?;
        let input = process.stdin.take().context("no pipe to it")?;
        let output = BufReader::new(process.stdout.take().context("no pipe from it")?).lines();
        Ok(Self { name, input, output, _process: process })
    }

    /// Sends a request and gives the answer.
    pub async fn ask(&mut self, request: &Value) -> Result<Value> {
        self.input.write_all(format!("{request}\n").as_bytes()).await?;
        self.input.flush().await?;
        let line = timeout(wait::LIMIT, self.output.next_line())
            .await
            .with_context(|| format!("{} gives no answer", self.name))??;
        match line {
            Some(line) => Ok(serde_json::from_str(&line)?),
            None => bail!("{} ended early; what it says of that is above", self.name),
        }
    }
}
