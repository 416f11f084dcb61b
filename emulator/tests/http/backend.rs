//! A backend that signs its requests, written from the description of the signature.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::emulator::Emulator;

pub const SESSION: &str = "/sdk/oauth/connect/session";
pub const POLL: &str = "/sdk/oauth/connect/session/poll";

/// A signed request that a test can spoil before it is sent.
pub struct Request {
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

pub fn unix_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_secs()
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

impl Request {
    pub fn signed(emulator: &Emulator, path: &str, body: &Value) -> Self {
        Self::signed_at(emulator, path, body, unix_now(), None)
    }

    /// The same with a body that need not be JSON.
    pub fn signed_text(emulator: &Emulator, path: &str, body: &str) -> Self {
        Self::sign(emulator, path, body.into(), unix_now(), None)
    }

    /// `caller` adds the caller headers and the second signature.
    pub fn signed_at(emulator: &Emulator, path: &str, body: &Value, timestamp: u64, caller: Option<&str>) -> Self {
        Self::sign(emulator, path, body.to_string(), timestamp, caller)
    }

    fn sign(emulator: &Emulator, path: &str, body: String, timestamp: u64, caller: Option<&str>) -> Self {
        let nonce = format!("{:032x}", rand::random::<u128>());
        let hash = hex::encode(Sha256::digest(&body));
        let mut text = format!("POST\n{path}\n{timestamp}\n{nonce}\n{hash}\n");
        if let Some(caller) = caller {
            text += &format!("\ncaller:{caller}\ncaller-type:service");
        }
        let key = hmac(emulator.api_key().as_bytes(), "alter-signing-v1");
        let signature = hex::encode(hmac(&key, &text));
        let mut headers = vec![
            ("x-api-key", emulator.api_key().to_owned()),
            ("x-alter-timestamp", timestamp.to_string()),
            ("x-alter-nonce", nonce),
            ("x-alter-content-sha256", hash),
            ("x-alter-signature", signature.clone()),
        ];
        if let Some(caller) = caller {
            headers.push(("x-alter-caller", caller.to_owned()));
            headers.push(("x-alter-caller-type", "service".into()));
            headers.push(("x-alter-signature-v2", signature));
        }
        Self { url: format!("{}{path}", emulator.base_url()), headers, body }
    }

    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|header| header.0 != name);
        self.headers.push((name, value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|header| header.0 != name);
        self
    }

    /// Status and body.
    pub async fn send(&self) -> (u16, Value) {
        let mut request = reqwest::Client::new().post(&self.url).body(self.body.clone());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}

/// Sends a signed request.
pub async fn ask(emulator: &Emulator, path: &str, body: Value) -> (u16, Value) {
    Request::signed(emulator, path, &body).send().await
}

/// Creates a session over HTTP and answers its token.
pub async fn token(emulator: &Emulator, body: Value) -> String {
    let (status, session) = ask(emulator, SESSION, body).await;
    assert_eq!(status, 200, "{session}");
    session["session_token"].as_str().unwrap().into()
}

pub async fn poll(emulator: &Emulator, token: &str) -> Value {
    let (status, answer) = ask(emulator, POLL, json!({"session_token": token})).await;
    assert_eq!(status, 200, "{answer}");
    answer
}
