//! Alter's own backend client, `alter-sdk` from PyPI, at the backend's end: each option that it has for a session.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::browser::{Browser, emulator};
use crate::emulator::Emulator;
use crate::scripts::scripted;

struct Client {
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl Client {
    fn of(emulator: &Emulator) -> Self {
        let backend = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/backend/roundtrip.py");
        let mut command = Command::new(std::env::var("ALTER_PYTHON").expect("ALTER_PYTHON names a Python"));
        command.arg(backend).env("ALTER_BASE_URL", emulator.base_url()).env("ALTER_API_KEY", emulator.api_key());
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { input, output, _process: process }
    }

    async fn ask(&mut self, question: Value) -> Value {
        self.input.write_all(format!("{question}\n").as_bytes()).await.unwrap();
        let line = self.output.next_line().await.unwrap();
        serde_json::from_str(&line.expect("the client answers")).unwrap()
    }

    async fn create(&mut self, options: Value) -> Value {
        let mut request = json!({"allowed_providers": ["google"], "allowed_origin": "https://app.example.com"});
        request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        self.ask(json!({"create_session": request})).await
    }

    async fn poll(&mut self, session: &Value) -> Value {
        self.ask(json!({"poll": session["session_token"]})).await
    }
}

async fn approve(emulator: &Emulator, session: &Value) -> Value {
    let browser = Browser::new(emulator);
    let view = browser.open(session["session_token"].as_str().unwrap_or_else(|| panic!("{session}"))).await;
    browser.through(&view, "approve", "me@example.com").await
}

#[tokio::test]
#[ignore = "needs ALTER_PYTHON, a Python with tests/backend/requirements.txt; `cargo xtask test emulator` provides it"]
async fn it_creates_a_session_and_polls_the_grant() {
    let emulator = emulator().await;
    let mut client = Client::of(&emulator);
    let session = client.create(json!({})).await;
    assert_eq!((&session["expires_in"], &session["single_provider"]), (&json!(600), &json!(true)));
    let done = approve(&emulator, &session).await;
    let polled = client.poll(&session).await;
    assert_eq!(polled["grants"][0]["grant_id"], done["message"]["grants"][0]["grant_id"]);
    assert_eq!(polled["grants"][0]["account_identifier"], "me@example.com");
}

#[tokio::test]
#[ignore = "as above"]
async fn every_option_of_a_session() {
    let emulator = emulator().await;
    let mut client = Client::of(&emulator);
    let first = client.create(json!({"user_token": "u"})).await;
    let grant = approve(&emulator, &first).await["message"]["grants"][0]["grant_id"].clone();
    for (options, told) in [
        (json!({"direct": true}), json!({"operation": "creation"})),
        (json!({"return_url": "https://app.example.com/done"}), json!({})),
        (json!({"metadata": {"ip_address": "203.0.113.7", "user_agent": "Mozilla/5.0"}}), json!({})),
        (json!({"required_scopes": {"google": ["gmail.readonly"]}}), json!({"scopes": ["gmail.readonly"]})),
        (json!({"requested_grant": {"label": "work", "restrictions": {"allowed_methods": ["GET"]}}}), json!({})),
        (json!({"user_token": "u", "repair_grant_id": grant}), json!({"operation": "reauth", "grant_id": grant})),
        (json!({"user_token": "u", "switch_account": true}), json!({"operation": "reauth", "grant_id": grant})),
        (json!({"allow_user_policy_rules": false}), json!({})),
        (json!({"user_token": "u", "agent": "helper", "scope_constraint": ["email"]}), json!({})),
    ] {
        let session = client.create(options.clone()).await;
        let done = approve(&emulator, &session).await;
        assert_eq!(done["step"], "deliver", "{options}: {done}");
        let polled = client.poll(&session).await["grants"][0].clone();
        for (field, value) in told.as_object().unwrap() {
            assert_eq!(&polled[field], value, "{options}: {field} in {polled}");
        }
        assert_eq!(polled["delegation"].is_null(), options["agent"].is_null(), "{options}: {polled}");
    }
    let bounds = json!({"grant_policy": {"max_ttl_seconds": 3600, "default_ttl_seconds": 60}, "direct": true});
    let session = client.create(bounds).await;
    assert_eq!(session["direct"], true);
    approve(&emulator, &session).await;
    assert_eq!(client.poll(&session).await["grants"][0]["grant_policy"]["created_by"], "developer");

    let shared = json!({"user_token": "u", "agent": "helper", "delegable": true, "direct": true});
    let session = client.create(shared).await;
    assert_eq!(session["direct"], false);
    let browser = Browser::new(&emulator);
    let view = browser.open(session["session_token"].as_str().unwrap()).await;
    let view = browser.through(&view, "approve", "me@example.com").await;
    browser.ask("/flow", json!({"flow": view["flow"], "action": "confirm", "share": true})).await;
    assert_eq!(client.poll(&session).await["grants"][0]["delegation"]["delegable"], true);

    let warned = json!({"allowed_providers": ["google", "github"], "user_token": "u", "agent": "helper",
        "required_scopes": {"google": ["email"], "github": ["repo"]}, "scope_constraint": ["repo"]});
    assert_eq!(client.create(warned).await["scope_constraint_warnings"], json!(["google does not grant repo."]));
}

/// The script travels in the only field that the client leaves to its caller.
#[tokio::test]
#[ignore = "as above"]
async fn every_end_of_a_session() {
    let emulator = emulator().await;
    let mut client = Client::of(&emulator);
    let by = |script: Value| json!({"metadata": {"user_agent": format!("emulator {script}")}});
    for (script, raised) in [
        (json!({"outcome": "deny"}), "ConnectDeniedError"),
        (json!({"outcome": "fail"}), "ConnectFlowError"),
        (json!({"outcome": "expire"}), "ConnectFlowError"),
        (json!({"error": "connect_config_error"}), "ConnectConfigError"),
        (json!({"error": "invalid_redirect_uri"}), "ConnectConfigError"),
        (json!({"error": "invalid_client"}), "ConnectConfigError"),
        (json!({"error": "unauthorized_client"}), "ConnectConfigError"),
        (json!({"error": "provider_configuration_unavailable"}), "ConnectConfigError"),
        (json!({"error": "shared_dev_credential_unavailable"}), "ConnectConfigError"),
        (json!({"error": "managed_oauth_scope_approval_required"}), "ConnectConfigError"),
        (json!({"error": "service_unavailable"}), "BackendError"),
        (json!({"error": "identity_provider_inactive"}), "BackendError"),
        (json!({"error": "identity_group_name_ambiguous"}), "BackendError"),
        (json!({"failed_grants": {"google": "activation_failed"}}), "ConnectFlowError"),
    ] {
        let session = client.create(by(script.clone())).await;
        scripted(&emulator, session["session_token"].as_str().unwrap()).await;
        let polled = client.poll(&session).await;
        assert_eq!(polled["raised"], raised, "{script}: {polled}");
        if let Some(code) = script["error"].as_str() {
            assert_eq!(polled["details"]["error_code"], code);
        }
    }

    for (code, raised) in [
        ("ip_not_allowed", "PolicyViolationError"),
        ("scope_not_allowed", "BackendError"),
        ("invalid_scope_constraint", "BackendError"),
        ("invalid_origin", "BackendError"),
        ("agent_not_found", "AgentNotFoundError"),
        ("jwt_validation_error", "ReAuthRequiredError"),
        ("managed_oauth_scope_approval_required", "ConnectConfigError"),
        ("rate_limit_exceeded", "RateLimitError"),
        ("service_unavailable", "BackendError"),
    ] {
        let refused = client.create(by(json!({"refuse": code}))).await;
        assert_eq!((&refused["raised"], &refused["details"]["error"]), (&json!(raised), &json!(code)), "{refused}");
    }
    let refused = client.create(json!({"agent": "helper"})).await;
    assert_eq!(refused["details"]["error"], "agent_requires_user_token");

    // It waits when it is told to, and goes on.
    let session = client.create(by(json!({"throttle": 1}))).await;
    scripted(&emulator, session["session_token"].as_str().unwrap()).await;
    assert_eq!(client.poll(&session).await["grants"].as_array().unwrap().len(), 1);

    let partial = json!({"allowed_providers": ["google", "github"], "metadata":
        {"user_agent": "emulator {\"failed_grants\": {\"github\": \"activation_failed\"}}"}});
    let session = client.create(partial).await;
    scripted(&emulator, session["session_token"].as_str().unwrap()).await;
    let polled = client.poll(&session).await;
    assert_eq!(polled["grants"][0]["failed_grants"][0]["reason"], "activation_failed");
}

#[tokio::test]
#[ignore = "as above"]
async fn it_hears_of_a_provider_that_was_declined() {
    let emulator = emulator().await;
    let mut client = Client::of(&emulator);
    let session = client.create(json!({"allowed_providers": ["google", "github"]})).await;
    let browser = Browser::new(&emulator);
    let view = browser.open(session["session_token"].as_str().unwrap()).await;
    let view = browser.through(&browser.choose(&view, "github").await, "deny", "").await;
    let (polled, ()) = tokio::join!(client.poll(&session), async {
        // The client has polled once; then the user goes on.
        while !emulator.log().await.last().is_some_and(|line| line.ends_with("/poll 200")) {
            tokio::task::yield_now().await;
        }
        let view = browser.through(&browser.choose(&view, "google").await, "approve", "me@example.com").await;
        browser.act(&view, "finish").await;
    });
    let event = &polled["events"][0];
    assert_eq!((&event["type"], &event["provider_id"]), (&json!("provider_declined"), &json!("github")), "{polled}");
}

#[tokio::test]
#[ignore = "as above"]
async fn it_creates_sessions_for_managed_secrets() {
    let emulator = emulator().await;
    let mut client = Client::of(&emulator);
    for (options, path) in [
        (json!({}), "key_entry"),
        (json!({"agent": "helper", "delegable": true, "return_url": "https://app.example.com/done"}), "fast_path"),
        (
            json!({"requested_grant": {"label": "live"}, "grant_policy": {"max_ttl_seconds": 60}, "direct": true}),
            "fast_path",
        ),
        (json!({"requested_ttl_seconds": 60, "allow_user_policy_rules": false}), "fast_path"),
    ] {
        let mut request = json!({"provider": "stripe", "user_token": "u", "allowed_origin": "https://app.example.com"});
        request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        let session = client.ask(json!({"create_managed_secret_session": request})).await;
        assert_eq!(
            (&session["path"], &session["secret_slug"]),
            (&json!(path), &json!("stripe")),
            "{options}: {session}"
        );
        assert_eq!(session["delegable_requested"], options["delegable"] == true);
        let browser = Browser::new(&emulator);
        let view = browser.open(session["session_token"].as_str().unwrap()).await;
        browser.ask("/flow", json!({"flow": view["flow"], "action": "secret", "decision": "approve"})).await;
    }
    let unknown =
        json!({"provider": "stripe", "user_token": "u", "repair_grant_id": "00000000-0000-4000-8000-000000000000"});
    let refused = client.ask(json!({"create_managed_secret_session": unknown})).await;
    assert_eq!(refused["raised"], "GrantNotFoundError", "{refused}");
}
