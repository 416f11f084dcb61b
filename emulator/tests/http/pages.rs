//! The hosted page and the consent page, asked as a browser asks them.

use std::time::Duration;

use alter_connect_emulator::{Emulator, Outcome, Script, SessionRequest};
use reqwest::{Response, redirect};
use serde_json::{Value, json};
use url::Url;

use crate::backend::poll;

const APP: &str = "https://app.example.com";

/// One browser: its cookies, and where it is.
struct Browser<'a> {
    emulator: &'a Emulator,
    http: reqwest::Client,
}

impl<'a> Browser<'a> {
    fn new(emulator: &'a Emulator) -> Self {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(redirect::Policy::none());
        Self {
            emulator,
            http: http.build().unwrap(),
        }
    }

    /// What the page's script asks.
    async fn ask(&self, path: &str, question: Value) -> Value {
        let base = self.emulator.base_url();
        let request = self
            .http
            .post(format!("{base}/sdk/oauth/connect{path}"))
            .header("origin", base)
            .json(&question);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    async fn open(&self, token: &str) -> Value {
        self.ask("/open", json!({"session_token": token})).await
    }

    async fn act(&self, view: &Value, action: &str) -> Value {
        self.ask("/flow", json!({"flow": view["flow"], "action": action}))
            .await
    }

    async fn choose(&self, view: &Value, provider: &str) -> Value {
        let question = json!({"flow": view["flow"], "action": "choose", "provider": provider});
        self.ask("/flow", question).await
    }

    async fn get(&self, url: &str) -> Response {
        self.http.get(url).send().await.unwrap()
    }

    /// Presses a button of the consent page that `view` leads to; answers the callback's address.
    async fn decide(&self, view: &Value, decision: &str, account: &str) -> String {
        assert_eq!(view["step"], "authorize", "{view}");
        let url = Url::parse(view["url"].as_str().unwrap()).unwrap();
        let of = |name| {
            url.query_pairs()
                .find(|(n, _)| n == name)
                .unwrap()
                .1
                .into_owned()
        };
        let form = [
            ("state", of("state")),
            ("redirect_uri", of("redirect_uri")),
            ("decision", decision.into()),
            ("account", account.into()),
        ];
        let response = self
            .http
            .post(url.as_str())
            .form(&form)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 303);
        response.headers()["location"].to_str().unwrap().into()
    }

    /// The same, and back to the hosted page.
    async fn through(&self, view: &Value, decision: &str, account: &str) -> Value {
        let callback = self.decide(view, decision, account).await;
        self.back(&callback).await
    }

    async fn back(&self, callback: &str) -> Value {
        let response = self.get(callback).await;
        assert_eq!(response.status(), 303);
        let page = response.headers()["location"].to_str().unwrap();
        let flow = page.split_once("#flow=").unwrap().1;
        self.ask("/flow", json!({"flow": flow, "action": "resume"}))
            .await
    }
}

async fn token(emulator: &Emulator, providers: &[&str], script: Option<Value>) -> String {
    let request = SessionRequest {
        allowed_providers: Some(providers.iter().map(|&id| id.into()).collect()),
        allowed_origin: Some(format!("{APP}/")),
        return_url: Some(format!("{APP}/settings?tab=1#top")),
        metadata: script.map(|script| json!({"emulator": script})),
        user_token: None,
    };
    let session = emulator.create_session(request).await.unwrap();
    session.session_token
}

async fn emulator() -> Emulator {
    Emulator::builder().start().await.unwrap()
}

fn query(url: &Value, name: &str) -> Option<String> {
    let url = Url::parse(url.as_str().unwrap()).unwrap();
    let pair = url.query_pairs().find(|(n, _)| n == name)?;
    Some(pair.1.into_owned())
}

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
    assert_eq!(
        grant["metadata"],
        json!({"account_display_name": "Me", "account_email": "me@example.com"})
    );
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
    assert!(
        url.as_str()
            .unwrap()
            .starts_with("https://app.example.com/settings?tab=1&")
    );
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
    assert_eq!(
        query(url, "error_description").as_deref(),
        denied["message"]["error_description"].as_str()
    );
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
    assert_eq!(view["can_finish"], false);
    assert_eq!(view["providers"].as_array().unwrap().len(), 3);

    let google = browser.choose(&view, "google").await;
    let view = browser.through(&google, "approve", "me@example.com").await;
    assert_eq!(
        (&view["step"], &view["can_finish"]),
        (&json!("pick"), &json!(true))
    );
    assert_eq!(view["providers"][0]["accounts"], json!(["me@example.com"]));

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
    let accounts: Vec<_> = sent
        .iter()
        .map(|grant| &grant["account_identifier"])
        .collect();
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
    assert_eq!(
        poll(&emulator, &token).await["error"]["error_code"],
        "connect_denied"
    );
}

#[tokio::test]
async fn the_same_account_again_is_a_reauth_of_the_same_user_only() {
    let emulator = emulator().await;
    let mut grants = Vec::new();
    for (user, account) in [
        ("a", "x@e.com"),
        ("a", "x@e.com"),
        ("b", "x@e.com"),
        ("a", "y@e.com"),
    ] {
        let request = SessionRequest {
            allowed_providers: Some(vec!["google".into()]),
            user_token: Some(user.into()),
            ..Default::default()
        };
        let session = emulator.create_session(request).await.unwrap();
        let browser = Browser::new(&emulator);
        let view = browser.open(&session.session_token).await;
        let done = browser.through(&view, "approve", account).await;
        grants.push(done["message"]["grants"][0].clone());
    }
    let operations: Vec<_> = grants.iter().map(|grant| &grant["operation"]).collect();
    assert_eq!(operations, ["creation", "reauth", "creation", "creation"]);
    assert_eq!(grants[0]["grant_id"], grants[1]["grant_id"]);
    assert_ne!(grants[0]["grant_id"], grants[2]["grant_id"]);
}

/// Goes through a scripted session by pressing what the consent page says it would press.
async fn scripted(emulator: &Emulator, token: &str) -> Value {
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

    let all = token(
        &emulator,
        &["google", "github", "x"],
        Some(json!({"accounts": ["a", "b"]})),
    )
    .await;
    let view = scripted(&emulator, &all).await;
    let grants = view["message"]["grants"].as_array().unwrap();
    let of = |name: &str| {
        grants
            .iter()
            .map(|g| g[name].as_str().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("provider"), ["google", "github", "x"]);
    assert_eq!(of("account_identifier"), ["a", "b", "b"]);

    let malformed = token(
        &emulator,
        &["google"],
        Some(json!({"outcome": "malformed"})),
    )
    .await;
    let view = scripted(&emulator, &malformed).await;
    assert_eq!(view["message"]["grants"], json!([null, {"grant_id": 7}]));
    assert_eq!(
        query(&view["return_to"], "alter_connect_success").as_deref(),
        Some("true")
    );
    assert_eq!(query(&view["return_to"], "grant_id"), None);
    assert_eq!(poll(&emulator, &malformed).await["status"], "completed");

    let silent = token(&emulator, &["google"], Some(json!({"outcome": "silent"}))).await;
    assert_eq!(scripted(&emulator, &silent).await["step"], "wait");
    assert_eq!(poll(&emulator, &silent).await["status"], "pending");
}

#[tokio::test]
async fn a_default_script_serves_sessions_without_one() {
    let script = Script {
        outcome: Outcome::Deny,
        ..Default::default()
    };
    let emulator = Emulator::builder().script(script).start().await.unwrap();
    let default = token(&emulator, &["google"], None).await;
    assert_eq!(
        scripted(&emulator, &default).await["message"]["error"],
        "connect_denied"
    );
    let own = token(&emulator, &["google"], Some(json!({"outcome": "fail"}))).await;
    assert_eq!(
        scripted(&emulator, &own).await["message"]["error"],
        "provider_error"
    );
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
async fn expired_and_unknown_tokens_are_told_to_the_app() {
    let website = "https://website.example.com";
    let emulator = Emulator::builder()
        .app_origin(website)
        .start()
        .await
        .unwrap();
    let browser = Browser::new(&emulator);
    let unknown = browser.open("nonsense").await;
    assert_eq!(unknown["message"]["error"], "invalid_session");
    assert_eq!(unknown["target_origin"], website);

    let token = token(&emulator, &["google"], None).await;
    emulator.advance_clock(Duration::from_secs(600));
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
    emulator.advance_clock(Duration::from_secs(600));
    let expired = browser.back(&callback).await;
    assert_eq!(expired["message"]["error"], "session_expired");
    assert_eq!(poll(&emulator, &token).await, json!({"status": "expired"}));
}

#[tokio::test]
async fn the_registered_website_stands_in_for_allowed_origin() {
    for website in [None, Some("https://website.example.com")] {
        let mut builder = Emulator::builder();
        if let Some(website) = website {
            builder = builder.app_origin(format!("{website}/"));
        }
        let emulator = builder.start().await.unwrap();
        let session = emulator
            .create_session(SessionRequest::default())
            .await
            .unwrap();
        let browser = Browser::new(&emulator);
        let view = browser.open(&session.session_token).await;
        let done = browser.act(&view, "finish").await;
        assert_eq!(done["target_origin"], json!(website));
        assert_eq!(done["return_to"], Value::Null);
    }
}

#[tokio::test]
async fn a_token_serves_one_browser_and_one_flow() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    let token = token(&emulator, &["google"], None).await;
    let view = browser.open(&token).await;
    let thief = Browser::new(&emulator);
    assert_eq!(
        thief.open(&token).await["message"]["error"],
        "invalid_session"
    );
    assert_eq!(
        thief.act(&view, "resume").await["message"]["error"],
        "invalid_session"
    );

    // The same browser may close the popup and open it again.
    let view = browser.open(&token).await;
    assert_eq!(view["step"], "authorize");
    let done = browser.through(&view, "approve", "me@example.com").await;
    assert_eq!(done["message"]["type"], "alter_connect_success");
    assert_eq!(
        browser.open(&token).await["message"]["error"],
        "invalid_session"
    );
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
    assert_eq!(
        thief.back(&callback).await["message"]["error"],
        "invalid_session"
    );
    // The thief's try spoils nothing.
    let view = browser.back(&callback).await;
    assert_eq!(view["notice"], "Google is connected as me@example.com.");
    assert_eq!(
        browser.back(&callback).await["message"]["error"],
        "invalid_session"
    );

    let view = browser.choose(&view, "github").await;
    let callback = browser.decide(&view, "approve", "me@example.com").await;
    let made_up = callback.replace("code=", "code=x");
    let view = browser.back(&made_up).await;
    assert_eq!(
        view["notice"],
        "GitHub could not connect: the code it sent can't be used."
    );
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
    let foreign = browser
        .http
        .post(&open)
        .header("origin", "https://evil.example.com");
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
