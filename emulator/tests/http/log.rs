//! What it tells those who watch.

use std::time::Duration;

use serde_json::json;

use crate::backend::{POLL, Request, SESSION, poll, token};
use crate::browser::{Browser, emulator};

#[tokio::test]
async fn each_request_and_what_became_of_each_session() {
    let emulator = emulator().await;
    let body = json!({"allowed_providers": ["google"], "allowed_origin": "https://app.example.com"});
    let session = token(&emulator, body.clone()).await;
    poll(&emulator, &session).await;
    poll(&emulator, &session).await;
    let browser = Browser::new(&emulator);
    let view = browser.open(&session).await;
    browser.through(&view, "approve", "me@example.com").await;
    poll(&emulator, &session).await;
    Request::signed(&emulator, SESSION, &body).set("x-alter-signature", "00").send().await;
    Request::signed(&emulator, POLL, &json!({"session_token": 5})).send().await;
    let late = token(&emulator, body).await;
    emulator.advance_clock(Duration::from_secs(600)).await;
    poll(&emulator, &late).await;

    let log = emulator.log().await;
    assert_eq!(
        log,
        [
            "session 1 was created for https://app.example.com: Google",
            "POST /sdk/oauth/connect/session 200",
            "POST /sdk/oauth/connect/session/poll 200",
            "session 1: the user is at Google",
            "POST /sdk/oauth/connect/open 200",
            "POST /google/authorize 303",
            "session 1: ended with Google as me@example.com",
            "GET /sdk/oauth/connect/callback 303",
            "POST /sdk/oauth/connect/flow 200",
            "POST /sdk/oauth/connect/session/poll 200",
            "POST /sdk/oauth/connect/session 401  invalid_signature: X-Alter-Signature does not match the request.",
            "POST /sdk/oauth/connect/session/poll 422  invalid_body",
            "session 2 was created for https://app.example.com: Google",
            "POST /sdk/oauth/connect/session 200",
            "session 2: expired",
            "POST /sdk/oauth/connect/session/poll 200",
        ]
    );
}
