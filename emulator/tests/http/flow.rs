//! What a person does on the pages, and what the app is told.

use std::time::Duration;

use alter_connect_emulator::SessionRequest;
use serde_json::{Value, json};

use crate::backend::poll;
use crate::browser::{APP, Browser, emulator, query, token};
use crate::emulator::Emulator;

#[tokio::test]
async fn one_provider_needs_no_picker() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google"], None).await;
    let view = browser.open(&token).await;
    assert_eq!(view["step"], "authorize");
    let done = browser.through(&view, "approve", "me@example.com").await;

    assert_eq!(done["step"], "deliver");
    assert_eq!(done["target_origin"], APP);
    assert_eq!(done["message"]["type"], "alter_connect_success");
    let grant = &done["message"]["grants"][0];
    assert_eq!(grant["grant_id"].as_str().unwrap().len(), 36);
    assert_eq!(grant["provider"], "google");
    assert_eq!(grant["provider_name"], "Google");
    assert_eq!(grant["account_identifier"], "me@example.com");
    assert_eq!(grant["operation"], "creation");
    assert_eq!(grant["status"], "active");
    assert_eq!(grant["scopes"], json!(["openid", "email", "profile"]));
    assert_eq!(grant["metadata"], json!({"account_display_name": "Me", "account_email": "me@example.com"}));
    let answer = poll(&emulator, &token).await;
    assert_eq!(answer["status"], "completed");
    assert_eq!(
        answer["grants"],
        json!([{
            "grant_id": grant["grant_id"], "provider_id": "google", "operation": "creation",
            "account_identifier": "me@example.com", "scopes": ["openid", "email", "profile"],
        }])
    );
}

#[tokio::test]
async fn the_redirect_carries_the_result_in_the_query() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let session = token(&emulator, &["google"], None).await;
    let view = browser.open(&session).await;
    let done = browser.through(&view, "approve", "me@example.com").await;
    let url = &done["return_to"];
    assert!(url.as_str().unwrap().starts_with("https://app.example.com/settings?tab=1&"));
    assert!(url.as_str().unwrap().ends_with("#top"));
    let grant = &done["message"]["grants"][0];
    for (name, value) in [
        ("alter_connect_success", "true"),
        ("grant_id", grant["grant_id"].as_str().unwrap()),
        ("provider", "google"),
        ("provider_name", "Google"),
        ("account_identifier", "me@example.com"),
        ("timestamp", grant["timestamp"].as_str().unwrap()),
        ("operation", "creation"),
        ("scopes", "openid,email,profile"),
        ("status", "active"),
    ] {
        assert_eq!(query(url, name).as_deref(), Some(value), "{name}");
    }

    let session = token(&emulator, &["google"], None).await;
    let view = browser.open(&session).await;
    let denied = browser.through(&view, "deny", "").await;
    let url = &denied["return_to"];
    assert_eq!(query(url, "alter_connect_error").as_deref(), Some("true"));
    assert_eq!(query(url, "error_code").as_deref(), Some("connect_denied"));
    assert_eq!(query(url, "error_description").as_deref(), denied["message"]["error_description"].as_str());
    assert_eq!(query(url, "tab").as_deref(), Some("1"));
}

#[tokio::test]
async fn several_providers_in_one_session() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google", "github", "slack"], None).await;
    let view = browser.open(&token).await;
    assert_eq!(view["step"], "pick");
    assert_eq!(view["app"], "app.example.com");
    assert_eq!((&view["can_finish"], &view["advice"]), (&json!(false), &Value::Null));
    assert_eq!(view["providers"].as_array().unwrap().len(), 3);

    let google = browser.choose(&view, "google").await;
    let view = browser.through(&google, "approve", "me@example.com").await;
    assert_eq!((&view["step"], &view["can_finish"]), (&json!("pick"), &json!(true)));
    assert_eq!(view["providers"][0]["accounts"], json!(["me@example.com"]));
    // People close the window once an account is connected; then the app hears of nothing.
    let advice = "app.example.com gets nothing until you press Done. You can connect another account first.";
    assert_eq!(view["advice"], advice);

    let github = browser.choose(&view, "github").await;
    let view = browser.through(&github, "deny", "").await;
    assert_eq!(view["step"], "pick");
    assert_eq!(view["notice"], "GitHub was not connected: you declined.");
    let pending = poll(&emulator, &token).await;
    assert_eq!(pending["status"], "pending");
    assert_eq!(pending["declined_providers"][0]["provider_id"], "github");

    let slack = browser.choose(&view, "slack").await;
    let view = browser.through(&slack, "fail", "").await;
    assert_eq!(view["step"], "pick");
    let again = browser.choose(&view, "google").await;
    let view = browser.through(&again, "approve", "work@example.com").await;

    let done = browser.act(&view, "finish").await;
    let sent = done["message"]["grants"].as_array().unwrap();
    let accounts: Vec<_> = sent.iter().map(|grant| &grant["account_identifier"]).collect();
    assert_eq!(accounts, ["me@example.com", "work@example.com"]);
    let polled = poll(&emulator, &token).await;
    for (polled, sent) in polled["grants"].as_array().unwrap().iter().zip(sent) {
        assert_eq!(polled["grant_id"], sent["grant_id"]);
    }
}

#[tokio::test]
async fn cancelling_the_picker_is_a_denial() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google", "github"], None).await;
    let view = browser.open(&token).await;
    let done = browser.act(&view, "finish").await;
    assert_eq!(done["message"]["type"], "alter_connect_error");
    assert_eq!(done["message"]["error"], "connect_denied");
    assert_eq!(poll(&emulator, &token).await["error"]["error_code"], "connect_denied");
}

#[tokio::test]
async fn the_same_account_again_is_a_reauth_of_the_same_user_only() {
    let emulator = emulator().await;
    let mut grants = Vec::new();
    for (user, account) in [("a", "x@e.com"), ("a", "x@e.com"), ("b", "x@e.com"), ("a", "y@e.com")] {
        let request = SessionRequest {
            allowed_providers: Some(vec!["google".into()]),
            user_token: Some(user.into()),
            ..Default::default()
        };
        let token = emulator.create_session(request).await.unwrap();
        let browser = Browser::new(&emulator);
        let view = browser.open(&token).await;
        let done = browser.through(&view, "approve", account).await;
        grants.push(done["message"]["grants"][0].clone());
    }
    let operations: Vec<_> = grants.iter().map(|grant| &grant["operation"]).collect();
    assert_eq!(operations, ["creation", "reauth", "creation", "creation"]);
    assert_eq!(grants[0]["grant_id"], grants[1]["grant_id"]);
    assert_ne!(grants[0]["grant_id"], grants[2]["grant_id"]);
}

#[tokio::test]
async fn expired_and_unknown_tokens_are_told_to_the_app() {
    let website = "https://website.example.com";
    let emulator = Emulator::start(json!({"appOrigin": website})).await.unwrap();
    let browser = Browser::new(&emulator);
    let unknown = browser.open("nonsense").await;
    assert_eq!(unknown["message"]["error"], "invalid_session");
    assert_eq!(unknown["target_origin"], website);

    let token = token(&emulator, &["google"], None).await;
    emulator.advance_clock(Duration::from_secs(600)).await;
    let expired = browser.open(&token).await;
    assert_eq!(expired["message"]["error"], "session_expired");
    assert_eq!(expired["target_origin"], APP);
}

#[tokio::test]
async fn a_session_that_expires_at_the_provider_grants_nothing() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google"], None).await;
    let view = browser.open(&token).await;
    let callback = browser.decide(&view, "approve", "me@example.com").await;
    emulator.advance_clock(Duration::from_secs(600)).await;
    let expired = browser.back(&callback).await;
    assert_eq!(expired["message"]["error"], "session_expired");
    assert_eq!(poll(&emulator, &token).await, json!({"status": "expired"}));
}

#[tokio::test]
async fn the_registered_website_stands_in_for_allowed_origin() {
    for website in [None, Some("https://website.example.com")] {
        let options = website.map_or(json!({}), |website| json!({"appOrigin": format!("{website}/")}));
        let emulator = Emulator::start(options).await.unwrap();
        let token = emulator.create_session(SessionRequest::default()).await.unwrap();
        let browser = Browser::new(&emulator);
        let view = browser.open(&token).await;
        let done = browser.act(&view, "finish").await;
        assert_eq!(done["target_origin"], json!(website));
        assert_eq!(done["return_to"], Value::Null);
    }
}

#[tokio::test]
async fn a_change_of_mind_leaves_one_grant_and_no_denial() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google", "github"], None).await;
    let mut view = browser.open(&token).await;
    for decision in ["deny", "approve", "approve"] {
        let google = browser.choose(&view, "google").await;
        view = browser.through(&google, decision, "me@example.com").await;
    }
    assert_eq!(poll(&emulator, &token).await, json!({"status": "pending"}));
    let done = browser.act(&view, "finish").await;
    assert_eq!(done["message"]["grants"].as_array().unwrap().len(), 1);
}
