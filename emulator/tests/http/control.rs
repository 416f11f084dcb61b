//! What tests in any language ask the emulator: its sessions, clock and script.

use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, emulator};
use crate::emulator::Emulator;
use crate::scripts::scripted;

async fn ask(emulator: &Emulator, path: &str, question: Value) -> Value {
    let (status, answer) = send(emulator, "POST", path, Some(question.to_string())).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn send(emulator: &Emulator, method: &str, path: &str, body: Option<String>) -> (u16, Value) {
    let method: Method = method.parse().unwrap();
    let mut request = reqwest::Client::new().request(method, format!("{}{path}", emulator.base_url()));
    if let Some(body) = body {
        request = request.body(body);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn outcome(emulator: &Emulator) -> Value {
    let session = ask(emulator, "/emulator/sessions", json!({"allowed_providers": ["google"]})).await;
    let token = session["session_token"].as_str().unwrap();
    let view = scripted(emulator, token).await;
    let polled = ask(emulator, "/emulator/poll", json!({"session_token": token})).await;
    json!([view["message"]["error"], polled["status"]])
}

#[tokio::test]
async fn a_test_creates_sessions_and_says_how_they_end() {
    let emulator = Emulator::start(json!({"script": "approve"})).await.unwrap();
    assert_eq!(outcome(&emulator).await, json!([null, "completed"]));
    assert_eq!(ask(&emulator, "/emulator/script", json!("deny")).await, json!({"script": "deny"}));
    assert_eq!(outcome(&emulator).await, json!(["connect_denied", "error"]));
    assert_eq!(outcome(&emulator).await, json!(["connect_denied", "error"]));
    // For one session, and then as at the start.
    ask(&emulator, "/emulator/script", json!({"outcome": "expire", "times": 1})).await;
    assert_eq!(outcome(&emulator).await, json!(["session_expired", "expired"]));
    assert_eq!(outcome(&emulator).await, json!([null, "completed"]));
    ask(&emulator, "/emulator/script", json!("deny")).await;
    ask(&emulator, "/emulator/reset", json!({})).await;
    assert_eq!(outcome(&emulator).await, json!([null, "completed"]));
    // Without a script someone clicks.
    assert_eq!(ask(&emulator, "/emulator/script", json!(null)).await, json!({"script": null}));
}

#[tokio::test]
async fn a_test_moves_the_clock_and_forgets_everything() {
    let emulator = emulator().await;
    let session = ask(&emulator, "/emulator/sessions", json!({})).await;
    let poll = json!({"session_token": session["session_token"]});
    let clock = ask(&emulator, "/emulator/clock", json!({"advance_ms": 599_000})).await;
    assert_eq!(clock["ahead_ms"], 599_000);
    assert_eq!(ask(&emulator, "/emulator/poll", poll.clone()).await, json!({"status": "pending"}));
    ask(&emulator, "/emulator/clock", json!({"advance_ms": 1_000})).await;
    assert_eq!(ask(&emulator, "/emulator/poll", poll).await, json!({"status": "expired"}));
    ask(&emulator, "/emulator/reset", json!({})).await;
    let (_, all) = send(&emulator, "GET", "/emulator/sessions", None).await;
    assert_eq!((&all["sessions"], &all["clock"]["ahead_ms"]), (&json!([]), &json!(0)));
}

#[tokio::test]
async fn sessions_are_shown_at_a_glance_and_without_their_tokens() {
    let emulator = emulator().await;
    let mut tokens = Vec::new();
    for _ in 0..4 {
        let request = json!({"allowed_providers": ["google", "github"], "allowed_origin": "https://app.example.com"});
        let session = ask(&emulator, "/emulator/sessions", request).await;
        tokens.push(session["session_token"].as_str().unwrap().to_owned());
    }
    let browser = Browser::new(&emulator);
    let declined = browser.open(&tokens[1]).await;
    browser.act(&declined, "finish").await;
    let view = browser.choose(&browser.open(&tokens[2]).await, "google").await;
    let view = browser.through(&view, "approve", "me@example.com").await;
    let (_, all) = send(&emulator, "GET", "/emulator/sessions", None).await;
    let told: Vec<_> =
        all["sessions"].as_array().unwrap().iter().map(|s| json!([s["session"], s["state"], s["text"]])).collect();
    assert_eq!(
        json!(told),
        json!([
            [4, "created", "not opened yet"],
            [3, "open", "connected Google as me@example.com; the user has not pressed Done"],
            [2, "failed", "ended with connect_denied: The user cancelled."],
            [1, "created", "not opened yet"],
        ])
    );
    let google = browser.choose(&view, "github").await;
    let (_, all) = send(&emulator, "GET", "/emulator/sessions", None).await;
    assert_eq!(all["sessions"][1]["state"], "at_provider", "{google}");
    assert_eq!(all["sessions"][1]["origin"], "https://app.example.com");
    assert_eq!(all["sessions"][1]["providers"], json!(["Google", "GitHub"]));
    let text = all.to_string();
    assert!(tokens.iter().all(|token| !text.contains(token)) && !text.contains(emulator.api_key()), "{text}");
}

#[tokio::test]
async fn what_can_not_be_done_is_said() {
    let emulator = emulator().await;
    for (path, body, status, error) in [
        ("/emulator/sessions", "{\"allowed_providers\": []}", 422, "invalid_allowed_providers"),
        ("/emulator/sessions", "{", 400, "invalid_json"),
        ("/emulator/clock", "{}", 422, "invalid_body"),
        ("/emulator/clock", "{\"advance_ms\": -1}", 422, "invalid_body"),
        ("/emulator/clock", "{\"advance\": 1}", 422, "invalid_body"),
        ("/emulator/script", "\"explode\"", 422, "invalid_script"),
        ("/emulator/script", "{\"outcome\": \"deny\", \"times\": 0}", 422, "invalid_script"),
        ("/emulator/script", "", 400, "invalid_json"),
        ("/emulator/nothing", "{}", 404, "not_found"),
    ] {
        let (given, answer) = send(&emulator, "POST", path, Some(body.into())).await;
        assert_eq!((given, &answer["error"]), (status, &json!(error)), "{path} {body}");
    }
    let huge = send(&emulator, "POST", "/emulator/clock", Some(json!({"advance_ms": u64::MAX}).to_string())).await;
    assert_eq!(huge.0, 200);
    outcome(&Emulator::start(json!({"script": "approve"})).await.unwrap()).await;
}

#[tokio::test]
async fn only_this_machine_and_no_foreign_page_may_ask() {
    let emulator = emulator().await;
    let http = reqwest::Client::new();
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/emulator/sessions"),
        ("POST", "/emulator/sessions"),
        ("POST", "/emulator/poll"),
        ("POST", "/emulator/clock"),
        ("POST", "/emulator/script"),
        ("POST", "/emulator/reset"),
    ] {
        let request = || http.request(method.parse().unwrap(), format!("{}{path}", emulator.base_url())).body("{}");
        let rebound = request().header("host", "evil.example.com").send().await.unwrap();
        assert_eq!(rebound.status(), 403, "{method} {path}");
        if path != "/" {
            for origin in ["https://evil.example.com", "null", emulator.provider_url()] {
                let foreign = request().header("origin", origin).send().await.unwrap();
                assert_eq!(foreign.status(), 403, "{method} {path} for {origin}");
            }
        }
    }
    let own = http.post(format!("{}/emulator/reset", emulator.base_url())).header("origin", emulator.base_url());
    assert_eq!(own.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn its_address_answers_a_person() {
    let emulator = emulator().await;
    let response = reqwest::get(emulator.base_url()).await.unwrap();
    assert!(response.headers()["content-security-policy"].to_str().unwrap().contains("script-src 'self'"));
    let page = response.text().await.unwrap();
    for part in [emulator.base_url(), emulator.provider_url(), "id=\"sessions\"", "data-advance=\"600000\"", "silent"] {
        assert!(page.contains(part), "{part}");
    }
    for file in ["emulator.js", "sdk/oauth/connect/style.css"] {
        assert!(page.contains(file));
        assert_eq!(reqwest::get(format!("{}/{file}", emulator.base_url())).await.unwrap().status(), 200, "{file}");
    }
}

/// The commands of the README, each with its answer's status.
#[tokio::test]
async fn the_commands_of_the_readme_work() {
    let emulator = Emulator::start(json!({"appOrigin": "http://localhost:5173"})).await.unwrap();
    let readme = include_str!("../../README.md");
    let (_, commands) = readme.split_once("<!-- test: control -->").unwrap();
    let commands = commands.split("```").nth(1).unwrap().replace("\\\n", " ");
    let mut session = Value::Null;
    let mut played = 0;
    for command in commands.lines().filter_map(|line| line.trim().strip_prefix("curl ")) {
        let (before, body) = command.split_once(" -d '").unwrap_or((command, ""));
        let body = body.trim_end().trim_end_matches('\'').replace("TOKEN", session.as_str().unwrap_or_default());
        let path = before.split("http://127.0.0.1:4600").nth(1).unwrap().trim();
        let method = if body.is_empty() && !before.contains("-X POST") { "GET" } else { "POST" };
        let (status, answer) = send(&emulator, method, path, Some(body.clone())).await;
        assert_eq!(status, 200, "{command}: {answer}");
        if let Some(token) = answer.get("session_token").filter(|_| session.is_null()) {
            session = token.clone();
        }
        played += 1;
    }
    assert_eq!(played, 7, "{commands}");
}
