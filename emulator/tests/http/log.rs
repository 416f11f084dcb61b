//! What it tells those who watch.

use std::time::Duration;

use serde_json::json;

use crate::app::Folder;
use crate::backend::{POLL, Request, SESSION, poll, token};
use crate::browser::{Browser, emulator};
use crate::emulator::Emulator;

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

/// Whoever answers, the routes or the files beside them: the line has the status that was sent.
#[tokio::test]
async fn each_line_has_the_status_that_was_sent() {
    let app =
        Folder::new("app-log", &[("index.html", "hi"), ("sub/index.html", "sub"), ("a.txt", "four"), (".env", "")]);
    let dist = Folder::new("dist-log", &[("sdk.js", "")]);
    let emulator = Emulator::start(json!({"appDir": app.0, "distDir": dist.0})).await.unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let app = emulator.app_url().unwrap();
    let mut sent = Vec::new();
    for (method, base, path) in [
        ("GET", app, "/"),
        ("GET", app, "/?code=1"),
        ("GET", app, "/a.txt"),
        ("HEAD", app, "/a.txt"),
        ("PUT", app, "/a.txt"),
        ("GET", app, "/sub"),
        ("GET", app, "/none.html"),
        ("GET", app, "/none.js"),
        ("GET", app, "/.env"),
        ("GET", app, "/dist/none.css"),
        ("GET", app, "/api/session"),
        ("GET", app, "/api/poll"),
        ("GET", emulator.base_url(), "/"),
        ("GET", emulator.base_url(), "/none"),
        ("PUT", emulator.base_url(), "/sdk/oauth/connect"),
        ("GET", emulator.provider_url(), "/google/authorize"),
        ("GET", emulator.provider_url(), "/none"),
    ] {
        let response = http.request(method.parse().unwrap(), format!("{base}{path}")).send().await.unwrap();
        let path = path.split('?').next().unwrap();
        sent.push(format!("{method} {path} {}", response.status().as_u16()));
    }
    // What goes well with scripts and styles is no news.
    assert_eq!(http.get(format!("{app}/dist/sdk.js")).send().await.unwrap().status(), 200);
    let rebound = http.get(app).header("host", "evil.example.com").send().await.unwrap();
    sent.push(format!("GET / {}", rebound.status().as_u16()));

    let log = emulator.log().await;
    let answers = log.iter().filter(|line| !line.starts_with("session "));
    let lines: Vec<_> = answers.map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(lines, sent);
}
