//! Scripted sessions.

use serde_json::{Value, json};

use crate::backend::poll;
use crate::browser::{APP, Browser, emulator, query, token};
use crate::emulator::Emulator;

/// Goes through a scripted session by pressing what the consent page says it would press.
pub async fn scripted(emulator: &Emulator, token: &str) -> Value {
    let browser = Browser::new(emulator);
    let mut view = browser.open(token).await;
    while view["step"] == "authorize" {
        let page = browser.get(view["url"].as_str().unwrap()).await;
        let html = page.text().await.unwrap();
        let attribute = |name: &str| {
            let after = html.split_once(name)?.1;
            Some(after.split_once('"')?.0.to_owned())
        };
        let press = attribute("data-press=\"").expect("a scripted page presses a button");
        let (before, _) = html.split_once("\" checked").unwrap();
        let account = before.rsplit_once('"').unwrap().1.to_owned();
        view = browser.through(&view, &press, &account).await;
    }
    view
}

#[tokio::test]
async fn scripted_outcomes() {
    let emulator = emulator().await;
    for (outcome, error, status) in [
        ("deny", "connect_denied", "error"),
        ("fail", "provider_error", "error"),
        ("expire", "session_expired", "expired"),
    ] {
        let script = json!({"outcome": outcome});
        let token = token(&emulator, &["google", "github"], Some(script)).await;
        let view = scripted(&emulator, &token).await;
        assert_eq!(view["message"]["error"], error);
        assert_eq!(view["target_origin"], APP);
        assert_eq!(poll(&emulator, &token).await["status"], status);
    }

    let all = token(&emulator, &["google", "github", "x"], Some(json!({"accounts": ["a", "b"]}))).await;
    let view = scripted(&emulator, &all).await;
    let grants = view["message"]["grants"].as_array().unwrap();
    let of = |name: &str| grants.iter().map(|g| g[name].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(of("provider"), ["google", "github", "x"]);
    assert_eq!(of("account_identifier"), ["a", "b", "b"]);

    let malformed = token(&emulator, &["google"], Some(json!({"outcome": "malformed"}))).await;
    let view = scripted(&emulator, &malformed).await;
    assert_eq!(view["message"]["grants"], json!([null, {"grant_id": 7}]));
    assert_eq!(query(&view["return_to"], "alter_connect_success").as_deref(), Some("true"));
    assert_eq!(query(&view["return_to"], "grant_id"), None);
    assert_eq!(poll(&emulator, &malformed).await["status"], "completed");

    let silent = token(&emulator, &["google"], Some(json!({"outcome": "silent"}))).await;
    assert_eq!(scripted(&emulator, &silent).await["step"], "wait");
    assert_eq!(poll(&emulator, &silent).await["status"], "pending");
}

#[tokio::test]
async fn a_default_script_serves_sessions_without_one() {
    let emulator = Emulator::start(json!({"script": {"outcome": "deny"}})).await.unwrap();
    let default = token(&emulator, &["google"], None).await;
    assert_eq!(scripted(&emulator, &default).await["message"]["error"], "connect_denied");
    let own = token(&emulator, &["google"], Some(json!({"outcome": "fail"}))).await;
    assert_eq!(scripted(&emulator, &own).await["message"]["error"], "provider_error");
}

#[tokio::test]
async fn the_consent_page_follows_its_script() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let script = json!({"coop": true, "delay_ms": 700, "accounts": ["<b>\"@example.com"]});
    let scripted = token(&emulator, &["google"], Some(script)).await;
    let view = browser.open(&scripted).await;
    let page = browser.get(view["url"].as_str().unwrap()).await;
    assert_eq!(page.headers()["cross-origin-opener-policy"], "same-origin");
    let html = page.text().await.unwrap();
    assert!(html.contains("data-press=\"approve\" data-delay=\"700\""));
    assert!(!html.contains("<b>"), "account names are escaped");

    let paused = json!({"pause_at_provider": true});
    let paused = token(&emulator, &["google"], Some(paused)).await;
    let view = browser.open(&paused).await;
    let page = browser.get(view["url"].as_str().unwrap()).await;
    assert!(!page.headers().contains_key("cross-origin-opener-policy"));
    assert!(!page.text().await.unwrap().contains("data-press"));
}

#[tokio::test]
async fn an_account_name_chooses_the_outcome() {
    let emulator = emulator().await;
    let typed = async |account: &str| {
        let token = token(&emulator, &["google"], None).await;
        let browser = Browser::new(&emulator);
        let view = browser.open(&token).await;
        (browser.through(&view, "approve", account).await, poll(&emulator, &token).await)
    };
    for (account, error, status) in [
        ("deny", "connect_denied", "error"),
        ("Deny@example.com", "connect_denied", "error"),
        ("fail", "provider_error", "error"),
        ("expire", "session_expired", "expired"),
    ] {
        let (view, polled) = typed(account).await;
        assert_eq!((&view["message"]["error"], &polled["status"]), (&json!(error), &json!(status)), "{account}");
    }
    let (view, polled) = typed("malformed").await;
    assert_eq!(view["message"]["grants"], json!([null, {"grant_id": 7}]));
    assert_eq!(polled["status"], "completed");
    let (view, polled) = typed("silent").await;
    assert_eq!((&view["step"], &polled["status"]), (&json!("wait"), &json!("pending")));
    // Other names are names.
    let (view, _) = typed("denys").await;
    assert_eq!(view["message"]["grants"][0]["account_identifier"], "denys");
}

#[tokio::test]
async fn among_several_providers_a_named_denial_is_one_providers() {
    let emulator = emulator().await;
    let token = token(&emulator, &["google", "github"], None).await;
    let browser = Browser::new(&emulator);
    let google = browser.choose(&browser.open(&token).await, "google").await;
    let view = browser.through(&google, "approve", "deny").await;
    assert_eq!((&view["step"], &view["notice"]), (&json!("pick"), &json!("Google was not connected: you declined.")));
    let github = browser.choose(&view, "github").await;
    let view = browser.through(&github, "approve", "me@example.com").await;
    assert_eq!(browser.act(&view, "finish").await["message"]["type"], "alter_connect_success");
}

#[tokio::test]
async fn the_consent_page_tells_the_names() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let view = browser.open(&token(&emulator, &["google"], None).await).await;
    let html = browser.get(view["url"].as_str().unwrap()).await.text().await.unwrap();
    let (_, hint) = html.split_once("id=\"outcomes\">").unwrap();
    let hint = hint.split('<').next().unwrap();
    for name in ["deny", "fail", "expire", "malformed", "silent"] {
        assert!(hint.contains(name), "{name} in {hint:?}");
    }
}
