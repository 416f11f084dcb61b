//! Sessions as a backend sees them.

use std::time::Duration;

use alter_connect_emulator::SessionRequest;
use serde_json::{Value, json};

use crate::backend::{POLL, Request, SESSION, ask, poll, token};
use crate::browser::emulator;
use crate::emulator::{Emulator, Refused};

#[tokio::test]
async fn a_session_lives_600_seconds() {
    let emulator = emulator().await;
    let (_, session) = ask(&emulator, SESSION, json!({"allowed_providers": ["google"]})).await;
    let token = session["session_token"].as_str().unwrap();
    let page = format!("{}/sdk/oauth/connect#session={token}", emulator.base_url());
    assert_eq!(session["connect_url"], page);
    assert_eq!(session["expires_in"], 600);
    assert!(session["expires_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(session["single_provider"], true);

    assert_eq!(poll(&emulator, token).await, json!({"status": "pending"}));
    emulator.advance_clock(Duration::from_secs(590)).await;
    assert_eq!(poll(&emulator, token).await, json!({"status": "pending"}));
    emulator.advance_clock(Duration::from_secs(10)).await;
    assert_eq!(poll(&emulator, token).await, json!({"status": "expired"}));
}

#[tokio::test]
async fn an_unknown_token_polls_as_expired() {
    let emulator = emulator().await;
    assert_eq!(poll(&emulator, "nonsense").await, json!({"status": "expired"}));
    assert_eq!(emulator.poll_session("nonsense").await, json!({"status": "expired"}));
}

async fn refused(body: Value, status: u16, error: &str) {
    let emulator = emulator().await;
    let (given, answer) = ask(&emulator, SESSION, body.clone()).await;
    assert_eq!(given, status, "{body}: {answer}");
    assert_eq!(answer["error"], error, "{body}: {answer}");
    // In-process creation runs the same checks.
    let request: SessionRequest = serde_json::from_value(body).unwrap();
    let refusal = emulator.create_session(request).await.unwrap_err();
    assert_eq!(refusal, Refused { status: status.into(), error: error.into() });
}

#[tokio::test]
async fn allowed_origin_is_an_origin() {
    for origin in [
        "*",
        "https://*.example.com",
        "https://example.com/app",
        "https://example.com/?a=1",
        "https://example.com/#a",
        "https://me@example.com",
        "example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "null",
        "",
    ] {
        refused(json!({"allowed_origin": origin}), 400, "invalid_origin").await;
    }
    for origin in ["https://example.com", "https://example.com/", "http://127.0.0.1:8080"] {
        let emulator = emulator().await;
        token(&emulator, json!({"allowed_origin": origin})).await;
    }
}

#[tokio::test]
async fn return_url_is_absolute() {
    for url in ["/settings", "example.com", "javascript:alert(1)", "file:///etc/hosts", ""] {
        refused(json!({"return_url": url}), 400, "invalid_return_url").await;
    }
}

#[tokio::test]
async fn providers_and_scripts_are_checked() {
    for providers in
        [json!([]), json!([" "]), json!(["google", "a b"]), json!(["../x"]), json!(["."]), json!([".."]), json!(["-"])]
    {
        let body = json!({"allowed_providers": providers});
        refused(body, 422, "invalid_allowed_providers").await;
    }
    refused(json!({"metadata": "text"}), 422, "invalid_metadata").await;
    for script in [json!({"outcome": "explode"}), json!({"outcom": "deny"}), json!(7)] {
        let body = json!({"metadata": {"emulator": script}});
        refused(body, 422, "invalid_script").await;
    }
}

#[tokio::test]
async fn provider_ids_are_normalised() {
    let emulator = emulator().await;
    let body = json!({"allowed_providers": [" GitHub ", "github"]});
    let (_, session) = ask(&emulator, SESSION, body).await;
    assert_eq!(session["single_provider"], true);
}

#[tokio::test]
async fn a_body_must_be_json_of_the_right_shape() {
    let emulator = emulator().await;
    let (status, answer) = ask(&emulator, SESSION, json!({"allowed_providers": "google"})).await;
    assert_eq!((status, &answer["error"]), (422, &json!("invalid_body")));
    let (status, answer) = ask(&emulator, POLL, json!({})).await;
    assert_eq!((status, &answer["error"]), (422, &json!("invalid_body")));
    let (status, answer) = ask(&emulator, SESSION, json!([["google"]])).await;
    assert_eq!((status, &answer["error"]), (422, &json!("invalid_body")));
    let truncated = Request::signed_text(&emulator, SESSION, "{\"allowed_");
    let (status, answer) = truncated.send().await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_json")));
}

#[tokio::test]
async fn unknown_addresses_are_told_apart() {
    let emulator = emulator().await;
    let url = format!("{}/sdk/oauth/connect/sessions", emulator.base_url());
    let response = reqwest::get(url).await.unwrap();
    assert_eq!(response.status(), 404);
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["error"], "not_found");
}

/// Its address is printed at the start, and people open it.
#[tokio::test]
async fn the_providers_address_leads_to_the_start_page_and_its_pages_are_pages() {
    let emulator = emulator().await;
    let start = reqwest::get(emulator.provider_url()).await.unwrap();
    assert_eq!((start.status().as_u16(), start.url().as_str()), (200, &*format!("{}/", emulator.base_url())));
    let http = reqwest::Client::new();
    let sign_in = format!("{}/google/authorize", emulator.provider_url());
    for request in [
        http.get(&sign_in),
        http.get(format!("{sign_in}?state=1")),
        http.post(&sign_in),
        http.post(&sign_in).form(&[("state", "1")]),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 400);
        let page = response.text().await.unwrap();
        assert!(page.contains("This sign-in can't go on"), "{page}");
    }
}

#[tokio::test]
async fn what_is_wrong_at_the_start_is_said() {
    let first = emulator().await;
    let port: u16 = first.base_url().rsplit_once(':').unwrap().1.parse().unwrap();
    for (options, said) in [
        (
            json!({"connectPort": port}),
            format!(
                "port {port} is in use by another program: stop that one, or choose another for the hosted Connect page \
                 with --connect-port"
            ),
        ),
        (
            json!({"appPort": port, "appDir": "."}),
            format!(
                "port {port} is in use by another program: stop that one, or choose another for the app with --app-port"
            ),
        ),
        (json!({"apiKey": "secret"}), "the API key must be \"alter_key_\" and 40 letters".into()),
        (json!({"appOrigin": "*"}), "the app's registered website can't be used: allowed_origin must name one".into()),
        (
            json!({"connectPort": 4644, "providerPort": 4644}),
            "port 4644 is meant for the hosted Connect page and".into(),
        ),
        (
            json!({"distDir": "."}),
            "the app's port and the folder for /dist/ are of use with an app's folder only".into(),
        ),
        (
            json!({"appPort": 4645}),
            "the app's port and the folder for /dist/ are of use with an app's folder only".into(),
        ),
        (json!({"appDir": ""}), " is no folder".into()),
        (json!({"appDir": "/no/such/folder"}), "/no/such/folder is no folder".into()),
    ] {
        let error = Emulator::start(options).await.err().unwrap();
        assert!(error.starts_with(&said), "{error}");
    }
    Emulator::start(json!({"apiKey": "alter_rk_abcdefghijklmnopqrstuv_abcdef"})).await.unwrap();
}

#[tokio::test]
async fn shutdown_frees_the_port() {
    let emulator = emulator().await;
    let port: u16 = emulator.base_url().rsplit_once(':').unwrap().1.parse().unwrap();
    emulator.shutdown().await;
    let again = Emulator::start(json!({"connectPort": port})).await.unwrap();
    assert!(again.base_url().ends_with(&port.to_string()));
}

#[tokio::test]
async fn a_reset_forgets_sessions_and_keeps_addresses_and_key() {
    let emulator = emulator().await;
    let old = token(&emulator, json!({})).await;
    emulator.advance_clock(Duration::from_secs(300)).await;
    emulator.reset().await;
    assert_eq!(poll(&emulator, &old).await, json!({"status": "expired"}));
    let new = token(&emulator, json!({})).await;
    emulator.advance_clock(Duration::from_secs(590)).await;
    assert_eq!(poll(&emulator, &new).await, json!({"status": "pending"}), "the clock was put back");
}
