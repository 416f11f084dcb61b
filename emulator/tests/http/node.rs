//! The npm package's emulator in a process of its own, asked through pipes.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// The process ends with this value.
pub struct Node {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Node {
    pub fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/carrier.mjs");
        let mut command = Command::new("node");
        command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("node is on the PATH");
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, input, output }
    }

    pub fn id(&self) -> u32 {
        self.process.id().unwrap()
    }

    /// The answer, or the refusal.
    pub async fn ask(&mut self, method: &str, argument: Value) -> Result<Value, Value> {
        let question = format!("{}\n", json!({ method: argument }));
        self.input.write_all(question.as_bytes()).await.unwrap();
        let line = self.output.next_line().await.unwrap();
        let told: Value = serde_json::from_str(&line.expect("`cargo xtask emulator` builds the package")).unwrap();
        match told.get("refusal") {
            Some(refusal) => Err(refusal.clone()),
            None => Ok(told["answer"].clone()),
        }
    }
}
