//! What the vendor's documents say a session can ask for, and how it can end.

use std::time::Duration;

use alter_connect_emulator::SessionRequest;
use serde_json::{Value, json};

use crate::backend::{POLL, SESSION, ask, poll, token};
use crate::browser::{Browser, emulator};
use crate::emulator::Emulator;
use crate::scripts::scripted;

const ORIGIN: &str = "https://app.example.com";

fn with(script: Value) -> Value {
    json!({"allowed_providers": ["google"], "allowed_origin": ORIGIN, "metadata": {"emulator": script}})
}

#[tokio::test]
async fn every_code_of_the_list_on_the_page_and_on_the_poll() {
    let emulator = emulator().await;
    for code in [
        "connect_config_error",
        "invalid_redirect_uri",
        "invalid_client",
        "unauthorized_client",
        "provider_configuration_unavailable",
        "shared_dev_credential_unavailable",
        "managed_oauth_scope_approval_required",
        "service_unavailable",
        "identity_provider_inactive",
        "identity_group_name_ambiguous",
        "invalid_token",
        "anything_else",
    ] {
        let session = token(&emulator, with(json!({"error": code}))).await;
        let view = scripted(&emulator, &session).await;
        assert_eq!(view["message"]["error"], code);
        let polled = poll(&emulator, &session).await;
        assert_eq!((&polled["status"], &polled["error"]["error_code"]), (&json!("error"), &json!(code)));
        assert_eq!(polled["error"]["error_message"], view["message"]["error_description"]);
        let again = if code == "service_unavailable" { json!(1) } else { Value::Null };
        assert_eq!(polled["error"]["retry_after_seconds"], again, "{code}");
    }
}

#[tokio::test]
async fn a_session_may_be_refused_with_every_code() {
    let emulator = emulator().await;
    for (code, status) in [
        ("ip_not_allowed", 403),
        ("scope_not_allowed", 400),
        ("invalid_scope_constraint", 422),
        ("jwt_validation_error", 401),
        ("agent_requires_user_token", 400),
        ("agent_not_found", 404),
        ("managed_oauth_scope_approval_required", 409),
        ("invalid_origin", 400),
        ("rate_limit_exceeded", 429),
        ("service_unavailable", 503),
    ] {
        let (given, answer) = ask(&emulator, SESSION, with(json!({"refuse": code}))).await;
        assert_eq!((given, &answer["error"]), (status, &json!(code)));
    }
    let (status, answer) = ask(&emulator, SESSION, with(json!({"refuse": "nonsense"}))).await;
    assert_eq!((status, &answer["error"]), (422, &json!("invalid_script")));
}

/// Alter's own client sends no metadata but these two.
#[tokio::test]
async fn a_script_may_travel_as_the_user_agent() {
    let emulator = emulator().await;
    for (user_agent, error) in [
        ("emulator deny", json!("connect_denied")),
        ("emulator {\"error\": \"invalid_client\"}", json!("invalid_client")),
        ("emulator approve", Value::Null),
    ] {
        let metadata = json!({"ip_address": "203.0.113.7", "user_agent": user_agent});
        let session = token(&emulator, json!({"allowed_providers": ["google"], "metadata": metadata})).await;
        assert_eq!(scripted(&emulator, &session).await["message"]["error"], error, "{user_agent}");
    }
    let metadata = json!({"user_agent": "emulator explode"});
    let (status, answer) = ask(&emulator, SESSION, json!({"metadata": metadata})).await;
    assert_eq!((status, &answer["error"]), (422, &json!("invalid_script")));
    let browser = json!({"metadata": {"user_agent": "Mozilla/5.0 emulator deny"}});
    let session = token(&emulator, browser).await;
    assert_eq!(Browser::new(&emulator).open(&session).await["step"], "pick");
}

#[tokio::test]
async fn the_user_confirms_what_to_keep() {
    let emulator = emulator().await;
    let body = json!({"allowed_providers": ["google", "github"], "allowed_origin": ORIGIN,
        "grant_policy": {"max_ttl_seconds": 86_400, "default_ttl_seconds": 3_600}});
    let session = token(&emulator, body.clone()).await;
    let browser = Browser::new(&emulator);
    let mut view = browser.open(&session).await;
    for provider in ["google", "github"] {
        view = browser.through(&browser.choose(&view, provider).await, "approve", "me@example.com").await;
    }
    let view = browser.act(&view, "finish").await;
    assert_eq!(view["step"], "confirm", "{view}");
    assert_eq!(view["policy"], body["grant_policy"]);
    assert_eq!(poll(&emulator, &session).await["status"], "pending");
    let google = view["grants"][0]["grant_id"].clone();
    let choice = json!({"flow": view["flow"], "action": "confirm", "keep": [google], "ttl_seconds": 100_000});
    let done = browser.ask("/flow", choice).await;
    let failed =
        json!([{"provider_id": "github", "reason": "not_selected", "message": "The user did not select GitHub."}]);
    assert_eq!(done["message"]["grants"].as_array().unwrap().len(), 1);
    assert_eq!(done["message"]["failed_grants"], failed);
    let polled = poll(&emulator, &session).await;
    assert_eq!((&polled["status"], &polled["failed_grants"]), (&json!("completed"), &failed));
    assert_eq!(polled["grants"][0]["grant_policy"]["created_by"], "end_user");
    assert_eq!(polled["grants"][0]["grant_policy"], done["message"]["grants"][0]["grant_policy"]);

    // What was not kept is not connected.
    let session = token(&emulator, json!({"allowed_providers": ["github"]})).await;
    let view = browser.through(&browser.open(&session).await, "approve", "me@example.com").await;
    assert_eq!(view["message"]["grants"][0]["operation"], "creation");

    // Without the screen it is the developer's default.
    let direct = json!({"allowed_providers": ["google"], "direct": true, "grant_policy": {"max_ttl_seconds": 60}});
    let (_, answer) = ask(&emulator, SESSION, direct).await;
    assert_eq!(answer["direct"], true);
    let session = answer["session_token"].as_str().unwrap();
    let done = browser.through(&browser.open(session).await, "approve", "me@example.com").await;
    assert_eq!(done["message"]["grants"][0]["grant_policy"]["created_by"], "developer");
}

#[tokio::test]
async fn the_confirm_screen_is_shown_on_request_and_can_be_left() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let asked = [(json!({}), "confirm"), (json!({"confirm": true, "pause_at_provider": true}), "me@example.com")];
    for (script, account) in asked {
        let mut body = with(script);
        if account == "confirm" {
            body["metadata"] = Value::Null;
        }
        let session = token(&emulator, body).await;
        let view = browser.through(&browser.open(&session).await, "approve", account).await;
        assert_eq!((&view["step"], &view["press"]), (&json!("confirm"), &json!(false)));
        let view = browser.act(&view, "cancel").await;
        assert_eq!(view["message"]["error"], "connect_denied");
        assert_eq!(poll(&emulator, &session).await["error"]["error_code"], "connect_denied");
    }
    let session = token(&emulator, with(json!({"confirm": true}))).await;
    let view = scripted(&emulator, &session).await;
    assert_eq!((&view["step"], &view["press"]), (&json!("confirm"), &json!(true)));
}

#[tokio::test]
async fn a_script_keeps_some_and_not_others() {
    let emulator = emulator().await;
    let mut body = with(json!({"failed_grants": {"github": "activation_failed"}}));
    body["allowed_providers"] = json!(["google", "github"]);
    let session = token(&emulator, body).await;
    let view = scripted(&emulator, &session).await;
    assert_eq!(view["message"]["failed_grants"][0]["reason"], "activation_failed");
    let polled = poll(&emulator, &session).await;
    assert_eq!(polled["grants"].as_array().unwrap().len(), 1);
    assert_eq!(polled["failed_grants"][0]["provider_id"], "github");

    for (reason, code) in
        [("activation_failed", "grant_activation_failed"), ("quota_rule", "grant_policy_application_failed")]
    {
        let session = token(&emulator, with(json!({"failed_grants": {"google": reason}}))).await;
        let view = scripted(&emulator, &session).await;
        assert_eq!(view["message"]["error"], code);
        let polled = poll(&emulator, &session).await;
        assert_eq!((&polled["status"], &polled["grants"]), (&json!("completed"), &json!([])));
        assert_eq!(polled["failed_grants"][0]["reason"], reason);
    }
}

#[tokio::test]
async fn a_grant_is_repaired_in_place_and_another_account_is_offered() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let session = token(&emulator, json!({"allowed_providers": ["google"], "user_token": "u"})).await;
    let first = browser.through(&browser.open(&session).await, "approve", "demo@example.com").await;
    let grant = &first["message"]["grants"][0];

    let repair = json!({"allowed_providers": ["google"], "user_token": "u", "repair_grant_id": grant["grant_id"]});
    let (_, answer) = ask(&emulator, SESSION, repair.clone()).await;
    assert_eq!(answer["direct"], true);
    let session = answer["session_token"].as_str().unwrap();
    let done = browser.through(&browser.open(session).await, "approve", "new@example.com").await;
    let repaired = &done["message"]["grants"][0];
    assert_eq!((&repaired["grant_id"], &repaired["operation"]), (&grant["grant_id"], &json!("reauth")));

    for (key, value, status) in [
        ("user_token", json!("other"), 404),
        ("allowed_providers", json!(["github"]), 404),
        ("allowed_providers", json!(["google", "github"]), 422),
        ("agent", json!("a"), 422),
        ("switch_account", json!(true), 422),
    ] {
        let mut body = repair.clone();
        body[key] = value;
        assert_eq!(ask(&emulator, SESSION, body.clone()).await.0, status, "{body}");
    }

    for (switch, offered) in [(false, "demo@example.com"), (true, "work@example.com")] {
        let session = token(&emulator, json!({"allowed_providers": ["github"], "user_token": "u"})).await;
        browser.through(&browser.open(&session).await, "approve", "demo@example.com").await;
        let body = json!({"allowed_providers": ["github"], "user_token": "u", "switch_account": switch});
        let view = browser.open(&token(&emulator, body).await).await;
        let page = browser.get(view["url"].as_str().unwrap()).await.text().await.unwrap();
        assert!(page.contains(&format!("value=\"{offered}\" checked")), "{page}");
    }
}

#[tokio::test]
async fn scopes_are_asked_for_and_held_to() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let scopes = json!({"google": ["gmail.readonly"]});
    let session = token(&emulator, json!({"allowed_providers": ["google"], "required_scopes": scopes})).await;
    let view = browser.open(&session).await;
    assert!(view["url"].as_str().unwrap().contains("scope=gmail.readonly&"));
    let done = browser.through(&view, "approve", "me@example.com").await;
    assert_eq!(done["message"]["grants"][0]["scopes"], scopes["google"]);

    let body = |constraint: &[&str], agent: Option<&str>| {
        json!({"allowed_providers": ["google", "github"], "user_token": "u", "agent": agent,
            "required_scopes": {"google": ["gmail.readonly"], "github": ["repo"]}, "scope_constraint": constraint})
    };
    let (_, answer) = ask(&emulator, SESSION, body(&["repo"], Some("helper"))).await;
    assert_eq!(answer["scope_constraint_warnings"], json!(["google does not grant repo."]));
    for (constraint, agent) in [(&["repo"][..], None), (&["other"], Some("helper")), (&["*"], Some("helper"))] {
        let (status, answer) = ask(&emulator, SESSION, body(constraint, agent)).await;
        assert_eq!((status, &answer["error"]), (422, &json!("invalid_scope_constraint")), "{constraint:?}");
    }
}

#[tokio::test]
async fn an_agent_gets_a_delegation() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let body = json!({"allowed_providers": ["google"], "agent": "helper", "delegable": true, "direct": true});
    let (status, answer) = ask(&emulator, SESSION, body.clone()).await;
    assert_eq!((status, &answer["error"]), (400, &json!("agent_requires_user_token")));
    let mut body = body;
    body["user_token"] = json!("u");
    // The user is asked whether the agent may share it, direct or not.
    let (_, answer) = ask(&emulator, SESSION, body).await;
    assert_eq!(answer["direct"], false);
    let session = answer["session_token"].as_str().unwrap();
    let view = browser.through(&browser.open(session).await, "approve", "me@example.com").await;
    assert_eq!((&view["step"], &view["sharing"]), (&json!("confirm"), &json!(true)));
    browser.ask("/flow", json!({"flow": view["flow"], "action": "confirm", "share": true})).await;
    let delegation = poll(&emulator, session).await["grants"][0]["delegation"].clone();
    assert_eq!((&delegation["delegable"], delegation["agent_id"].as_str().unwrap().len()), (&json!(true), 36));
}

#[tokio::test]
async fn polls_may_come_too_soon() {
    let emulator = emulator().await;
    let session = token(&emulator, with(json!({"throttle": 2}))).await;
    for _ in 0..2 {
        let (status, answer) = ask(&emulator, POLL, json!({"session_token": session})).await;
        assert_eq!((status, &answer["error"], &answer["retry_after"]), (429, &json!("rate_limit_exceeded"), &json!(1)));
    }
    assert_eq!(poll(&emulator, &session).await["status"], "pending");
}

#[tokio::test]
async fn an_app_that_can_not_be_told() {
    let emulator = Emulator::start(json!({"appOrigin": "https://website.example.com"})).await.unwrap();
    let mut body = with(json!({"unreachable": true}));
    body["return_url"] = json!("https://app.example.com/");
    let view = scripted(&emulator, &token(&emulator, body).await).await;
    assert_eq!((&view["target_origin"], &view["return_to"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn options_that_make_no_sense_are_refused() {
    let emulator = emulator().await;
    for body in [
        json!({"direct": true}),
        json!({"direct": true, "allowed_providers": ["google", "github"]}),
        json!({"grant_policy": {"max_ttl_seconds": 0}}),
        json!({"grant_policy": {"maxTtlSeconds": 5}}),
        json!({"grant_policy": {"max_ttl_seconds": 5, "default_ttl_seconds": 6}}),
        json!({"requested_grant": {"label": ""}}),
        json!({"requested_grant": {"name": "x"}}),
        json!({"switch_account": "false"}),
    ] {
        assert_eq!(ask(&emulator, SESSION, body.clone()).await.0, 422, "{body}");
    }
    let huge =
        json!({"allowed_providers": ["google"], "direct": true, "grant_policy": {"max_ttl_seconds": u64::MAX - 1}});
    let session = token(&emulator, huge).await;
    let browser = Browser::new(&emulator);
    browser.through(&browser.open(&session).await, "approve", "me@example.com").await;
    emulator.advance_clock(Duration::from_secs(1)).await;
    let request = SessionRequest { direct: true, ..Default::default() };
    assert_eq!(emulator.create_session(request).await.unwrap_err().status, 422);
}
