//! What the pages keep out.

use serde_json::{Value, json};
use url::Url;

use crate::browser::{Browser, emulator, query, token};

#[tokio::test]
async fn a_token_serves_one_browser_and_one_flow() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google"], None).await;
    let view = browser.open(&token).await;
    let thief = Browser::new(&emulator);
    assert_eq!(thief.open(&token).await["message"]["error"], "invalid_session");
    assert_eq!(thief.act(&view, "resume").await["message"]["error"], "invalid_session");

    // The same browser may close the popup and open it again.
    let view = browser.open(&token).await;
    assert_eq!(view["step"], "authorize");
    let done = browser.through(&view, "approve", "me@example.com").await;
    assert_eq!(done["message"]["type"], "alter_connect_success");
    assert_eq!(browser.open(&token).await["message"]["error"], "invalid_session");
}

#[tokio::test]
async fn state_and_code_are_good_once_and_in_one_browser() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google", "github"], None).await;
    let pick = browser.open(&token).await;
    let stale = browser.choose(&pick, "google").await;
    let view = browser.choose(&pick, "google").await;
    let old_page = browser.get(stale["url"].as_str().unwrap()).await;
    assert_eq!(old_page.status(), 400);

    let callback = browser.decide(&view, "approve", "me@example.com").await;
    let thief = Browser::new(&emulator);
    assert_eq!(thief.back(&callback).await["message"]["error"], "invalid_session");
    // The thief's try spoils nothing.
    let view = browser.back(&callback).await;
    assert_eq!(view["notice"], "Google is connected as me@example.com.");
    assert_eq!(browser.back(&callback).await["message"]["error"], "invalid_session");

    let view = browser.choose(&view, "github").await;
    let callback = browser.decide(&view, "approve", "me@example.com").await;
    let made_up = callback.replace("code=", "code=x");
    let view = browser.back(&made_up).await;
    assert_eq!(view["notice"], "GitHub could not connect: the code it sent can't be used.");
}

#[tokio::test]
async fn consent_is_given_to_the_hosted_page_only() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google"], None).await;
    let view = browser.open(&token).await;
    let url = Url::parse(view["url"].as_str().unwrap()).unwrap();
    let pairs = url.query_pairs().map(|(name, value)| match &*name {
        "redirect_uri" => (name, "https://evil.example.com/callback".into()),
        _ => (name, value),
    });
    let mut evil = url.clone();
    evil.query_pairs_mut().clear().extend_pairs(pairs);
    assert_eq!(browser.get(evil.as_str()).await.status(), 400);
}

#[tokio::test]
async fn pages_are_locked_down() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let page = format!("{}/sdk/oauth/connect", emulator.base_url());
    let response = browser.get(&page).await;
    let headers = response.headers();
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["cache-control"], "no-store");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"));

    // Neither a foreign page nor a foreign name for this address gets through.
    let question = json!({"session_token": "x"});
    let open = format!("{page}/open");
    let foreign = browser.http.post(&open).header("origin", "https://evil.example.com");
    assert_eq!(foreign.json(&question).send().await.unwrap().status(), 403);
    let missing = browser.http.post(&open).json(&question);
    assert_eq!(missing.send().await.unwrap().status(), 403);
    let rebound = browser.http.get(&page).header("host", "evil.example.com");
    assert_eq!(rebound.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn the_flow_stays_on_localhost_when_it_began_there() {
    let emulator = emulator().await;
    let token = token(&emulator, &["google"], None).await;
    let base = emulator.base_url().replace("127.0.0.1", "localhost");
    let request = Browser::new(&emulator)
        .http
        .post(format!("{}/sdk/oauth/connect/open", emulator.base_url()))
        .header("host", base.strip_prefix("http://").unwrap())
        .header("origin", &base)
        .json(&json!({"session_token": token}));
    let view: Value = request.send().await.unwrap().json().await.unwrap();
    let back = query(&view["url"], "redirect_uri").unwrap();
    assert_eq!(back, format!("{base}/sdk/oauth/connect/callback"));
}

#[tokio::test]
async fn a_code_belongs_to_its_visit() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let session = token(&emulator, &["google", "github"], None).await;
    let pick = browser.open(&session).await;
    let view = browser.choose(&pick, "google").await;
    let other = browser.decide(&view, "approve", "other@example.com").await;
    let view = browser.choose(&pick, "github").await;
    let mine = browser.decide(&view, "approve", "me@example.com").await;

    let code = |url: &str| query(&json!(url), "code").unwrap();
    let swapped = mine.replace(&code(&mine), &code(&other));
    let view = browser.back(&swapped).await;
    assert_eq!(view["notice"], "GitHub could not connect: the code it sent can't be used.");
}
