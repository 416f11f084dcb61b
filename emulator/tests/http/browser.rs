//! A browser that runs no scripts: it asks what the pages' scripts would ask.

use alter_connect_emulator::SessionRequest;
use reqwest::{Response, redirect};
use serde_json::{Value, json};
use url::Url;

use crate::emulator::Emulator;

pub const APP: &str = "https://app.example.com";

/// One browser: its cookies, and where it is.
pub struct Browser<'a> {
    emulator: &'a Emulator,
    pub http: reqwest::Client,
}

impl<'a> Browser<'a> {
    pub fn new(emulator: &'a Emulator) -> Self {
        let http = reqwest::Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        Self { emulator, http: http.build().unwrap() }
    }

    /// What the page's script asks.
    pub async fn ask(&self, path: &str, question: Value) -> Value {
        let base = self.emulator.base_url();
        let request = self.http.post(format!("{base}/sdk/oauth/connect{path}")).header("origin", base).json(&question);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    pub async fn open(&self, token: &str) -> Value {
        self.ask("/open", json!({"session_token": token})).await
    }

    pub async fn act(&self, view: &Value, action: &str) -> Value {
        self.ask("/flow", json!({"flow": view["flow"], "action": action})).await
    }

    pub async fn choose(&self, view: &Value, provider: &str) -> Value {
        let question = json!({"flow": view["flow"], "action": "choose", "provider": provider});
        self.ask("/flow", question).await
    }

    pub async fn get(&self, url: &str) -> Response {
        self.http.get(url).send().await.unwrap()
    }

    /// Presses a button of the consent page that `view` leads to; answers the callback's address.
    pub async fn decide(&self, view: &Value, decision: &str, account: &str) -> String {
        assert_eq!(view["step"], "authorize", "{view}");
        let url = Url::parse(view["url"].as_str().unwrap()).unwrap();
        let of = |name| url.query_pairs().find(|(n, _)| n == name).unwrap().1.into_owned();
        let form = [
            ("state", of("state")),
            ("redirect_uri", of("redirect_uri")),
            ("decision", decision.into()),
            ("account", account.into()),
        ];
        let response = self.http.post(url.as_str()).form(&form).send().await.unwrap();
        assert_eq!(response.status(), 303);
        response.headers()["location"].to_str().unwrap().into()
    }

    /// The same, and back to the hosted page.
    pub async fn through(&self, view: &Value, decision: &str, account: &str) -> Value {
        let callback = self.decide(view, decision, account).await;
        self.back(&callback).await
    }

    pub async fn back(&self, callback: &str) -> Value {
        let response = self.get(callback).await;
        assert_eq!(response.status(), 303);
        let page = response.headers()["location"].to_str().unwrap();
        let flow = page.split_once("#flow=").unwrap().1;
        self.ask("/flow", json!({"flow": flow, "action": "resume"})).await
    }
}

pub async fn token(emulator: &Emulator, providers: &[&str], script: Option<Value>) -> String {
    let request = SessionRequest {
        allowed_providers: Some(providers.iter().map(|&id| id.into()).collect()),
        allowed_origin: Some(format!("{APP}/")),
        return_url: Some(format!("{APP}/settings?tab=1#top")),
        metadata: script.map(|script| json!({"emulator": script})),
        ..Default::default()
    };
    emulator.create_session(request).await.unwrap()
}

pub async fn emulator() -> Emulator {
    Emulator::start(json!({})).await.unwrap()
}

pub fn query(url: &Value, name: &str) -> Option<String> {
    let url = Url::parse(url.as_str().unwrap()).unwrap();
    let pair = url.query_pairs().find(|(n, _)| n == name)?;
    Some(pair.1.into_owned())
}
