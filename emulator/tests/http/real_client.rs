//! Alter's own backend client, `alter-sdk` from PyPI, at the backend's end.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

use crate::browser::{Browser, emulator};

#[tokio::test]
#[ignore = "needs ALTER_PYTHON, a Python with tests/backend/requirements.txt; `cargo xtask test emulator` provides it"]
async fn it_creates_a_session_and_polls_the_grant() {
    let emulator = emulator().await;
    let backend = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/backend/roundtrip.py");
    let mut command = Command::new(std::env::var("ALTER_PYTHON").expect("ALTER_PYTHON names a Python"));
    command.arg(backend).env("ALTER_BASE_URL", emulator.base_url()).env("ALTER_API_KEY", emulator.api_key());
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut input = process.stdin.take().unwrap();
    let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut ask = async |question: Value| -> Value {
        input.write_all(format!("{question}\n").as_bytes()).await.unwrap();
        let line = output.next_line().await.unwrap();
        serde_json::from_str(&line.expect("the client answers")).unwrap()
    };

    let session = ask(json!({"create_session": {
        "allowed_providers": ["google"], "allowed_origin": "https://app.example.com",
    }}));
    let session = session.await;
    assert_eq!(session["expires_in"], 600);
    let token = session["session_token"].as_str().unwrap();
    let browser = Browser::new(&emulator);
    let view = browser.open(token).await;
    let done = browser.through(&view, "approve", "me@example.com").await;

    let polled = ask(json!({"poll": token})).await;
    assert_eq!(polled[0]["grant_id"], done["message"]["grants"][0]["grant_id"]);
    assert_eq!(polled[0]["account_identifier"], "me@example.com");
}
