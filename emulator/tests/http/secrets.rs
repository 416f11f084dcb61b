//! Sessions for managed secrets.

use serde_json::{Value, json};

use crate::backend::{ask, poll};
use crate::browser::{Browser, emulator};
use crate::emulator::Emulator;

const SECRET: &str = "/sdk/managed-secrets/connect/session";
const ORIGIN: &str = "https://app.example.com";

fn request() -> Value {
    json!({"provider": "stripe", "user_token": "u", "allowed_origin": ORIGIN, "return_url": "https://app.example.com/done"})
}

async fn create(emulator: &Emulator, body: Value) -> Value {
    let (status, session) = ask(emulator, SECRET, body).await;
    assert_eq!(status, 200, "{session}");
    session
}

async fn decide(browser: &Browser<'_>, session: &Value, decision: &str) -> Value {
    let view = browser.open(session["session_token"].as_str().unwrap()).await;
    assert_eq!(view["step"], "secret", "{view}");
    browser.ask("/flow", json!({"flow": view["flow"], "action": "secret", "decision": decision})).await
}

#[tokio::test]
async fn a_key_is_entered_then_used_then_replaced() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let session = create(&emulator, request()).await;
    assert!(session["session_token"].as_str().unwrap().starts_with("ms_sess_"));
    let fragment = format!("#session={}", session["session_token"].as_str().unwrap());
    assert!(session["connect_url"].as_str().unwrap().ends_with(&fragment));
    for (field, value) in [
        ("path", json!("key_entry")),
        ("existing_grant_id", Value::Null),
        ("secret_slug", json!("stripe")),
        ("direct", json!(false)),
        ("delegable_requested", json!(false)),
        ("agent_id", Value::Null),
        ("expires_in", json!(600)),
    ] {
        assert_eq!(session[field], value, "{field}");
    }
    let done = decide(&browser, &session, "approve").await;
    assert_eq!((&done["target_origin"], &done["message"]["type"]), (&json!(ORIGIN), &json!("alter_connect_success")));
    let grant = done["message"]["grants"][0].clone();
    assert_eq!(
        (&grant["provider"], &grant["operation"], &grant["scopes"]),
        (&json!("stripe"), &json!("creation"), &json!([]))
    );
    assert!(done["return_to"].as_str().unwrap().contains("account_identifier=default"));
    assert_eq!(poll(&emulator, session["session_token"].as_str().unwrap()).await["status"], "completed");

    let again = create(&emulator, request()).await;
    assert_eq!((&again["path"], &again["existing_grant_id"]), (&json!("fast_path"), &grant["grant_id"]));
    let used = decide(&browser, &again, "approve").await;
    assert_eq!(used["message"]["grants"][0]["grant_id"], grant["grant_id"]);

    let mut body = request();
    body["repair_grant_id"] = grant["grant_id"].clone();
    let repair = create(&emulator, body.clone()).await;
    assert_eq!((&repair["path"], &repair["direct"]), (&json!("repair"), &json!(true)));
    let repaired = decide(&browser, &repair, "approve").await["message"]["grants"][0].clone();
    assert_eq!((&repaired["grant_id"], &repaired["operation"]), (&grant["grant_id"], &json!("reauth")));
    body["user_token"] = json!("another");
    assert_eq!(ask(&emulator, SECRET, body).await.0, 404);
}

#[tokio::test]
async fn an_agent_gets_a_grant_of_its_own() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let mut grants = Vec::new();
    for updated in [false, true] {
        let mut body = request();
        body["agent"] = json!("helper");
        body["delegable"] = json!(true);
        body["requested_grant"] = json!({"label": "live"});
        let session = create(&emulator, body).await;
        assert_eq!((&session["delegable_requested"], session["agent_id"].as_str().unwrap().len()), (&json!(true), 36));
        let view = decide(&browser, &session, "approve").await;
        assert_eq!((&view["step"], &view["sharing"]), (&json!("confirm"), &json!(true)));
        let done = browser.ask("/flow", json!({"flow": view["flow"], "action": "confirm", "share": updated})).await;
        let grant = done["message"]["grants"][0].clone();
        assert_eq!((&grant["updated"], &grant["delegable"]), (&json!(updated), &json!(updated)), "{grant}");
        assert_eq!(grant["account_identifier"], "live");
        grants.push(grant["grant_id"].clone());
    }
    assert_eq!(grants[0], grants[1]);
}

#[tokio::test]
async fn what_else_can_happen() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    for (decision, error) in [("deny", "connect_denied"), ("fail", "provider_error")] {
        let done = decide(&browser, &create(&emulator, request()).await, decision).await;
        assert_eq!(done["message"]["error"], error);
    }
    for (script, press) in [(json!("deny"), json!("deny")), (json!({"error": "invalid_client"}), json!("fail"))] {
        let mut body = request();
        body["metadata"] = json!({"emulator": script});
        let session = create(&emulator, body).await;
        let view = browser.open(session["session_token"].as_str().unwrap()).await;
        assert_eq!(view["press"], press);
    }
    for missing in ["provider", "user_token"] {
        let mut body = request();
        body[missing] = Value::Null;
        assert_eq!(ask(&emulator, SECRET, body).await.0, 422, "{missing}");
    }
    // A decision on a key is none on a provider.
    let session = crate::backend::token(&emulator, json!({"allowed_providers": ["google", "github"]})).await;
    let view = browser.open(&session).await;
    let view = browser.ask("/flow", json!({"flow": view["flow"], "action": "secret", "decision": "approve"})).await;
    assert_eq!(view["step"], "pick");
}
