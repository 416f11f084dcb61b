//! The vendor's own backend client (`alter-sdk` from PyPI) at one end, our SDK at the other.

use alter_connect_e2e::{JsonProcess, Scenario, Stage, repository};
use anyhow::{Context, Result};
use serde_json::json;
use tokio::process::Command;

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(alter_sdk_polls_the_grant_that_the_browser_got)]
}

async fn alter_sdk_polls_the_grant_that_the_browser_got(stage: &Stage) -> Result<()> {
    let mut command = python("roundtrip.py");
    command.env("ALTER_BASE_URL", stage.emulator.base_url()).env("ALTER_API_KEY", stage.emulator.api_key());
    let mut alter_sdk = JsonProcess::start(command).context(PYTHON)?;
    let session = alter_sdk
        .ask(&json!({ "create_session": {
            "allowed_providers": ["google"],
            "allowed_origin": stage.app.origin(),
        } }))
        .await
        .context(PYTHON)?;
    let token = session["session_token"].as_str().context("no session token")?;
    assert!(session["expires_in"].as_u64().is_some_and(|seconds| seconds > 0));

    let page = stage.page_with_token(token).await?;
    page.connect().await?;
    stage.browser.popup().await?.click("#approve").await?;
    let success = page.observed("onSuccess").await?;

    let polled = alter_sdk.ask(&json!({ "poll": token })).await?;
    assert_eq!(polled["grants"].as_array().map(Vec::len), Some(1), "{polled}");
    let (grant, polled) = (&success.value()[0], &polled["grants"][0]);
    assert_eq!(grant["grant_id"], polled["grant_id"]);
    assert_eq!(grant["provider"], polled["provider_id"]);
    assert_eq!(grant["account_identifier"], polled["account_identifier"]);
    assert_eq!(grant["scopes"], polled["scopes"]);
    Ok(())
}

/// What to say when Python is not usable.
pub const PYTHON: &str = "ALTER_PYTHON has to name a Python with tests/backend/requirements.txt installed";

/// A Python program of `tests/backend`.
pub fn python(program: &str) -> Command {
    let python = std::env::var("ALTER_PYTHON").unwrap_or_else(|_| "python3".into());
    let mut command = Command::new(python);
    command.arg(repository().join("tests/backend").join(program));
    command
}
