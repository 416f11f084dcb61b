//! The app's backend: creates sessions and polls them over HTTP, each request signed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A client of the session endpoints, as a backend without the vendor's library would write it.
///
/// It shares no code with the emulator, so that the two check each other.
#[derive(Clone, Debug)]
pub struct Backend {
    base_url: String,
    api_key: String,
    client: reqwest::Client,
}

impl Backend {
    /// A backend of the app with this key.
    pub fn new(base_url: &str, api_key: &str) -> Result<Self> {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build()?;
        Ok(Self { base_url: base_url.into(), api_key: api_key.into(), client })
    }

    /// Creates a Connect session and gives the whole answer (`session_token`, `connect_url`, ...).
    pub async fn create_session(&self, request: &Value) -> Result<Value> {
        self.post("/sdk/oauth/connect/session", request).await
    }

    /// Creates a Connect session for a managed secret, as [`Backend::create_session`] does.
    pub async fn create_secret_session(&self, request: &Value) -> Result<Value> {
        self.post("/sdk/managed-secrets/connect/session", request).await
    }

    /// What the hosted side says of a session: `{status, grants | error}`.
    pub async fn poll(&self, session_token: &str) -> Result<Value> {
        self.post("/sdk/oauth/connect/session/poll", &json!({ "session_token": session_token })).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let body = body.to_string();
        let timestamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().to_string();
        let nonce = hex::encode(rand::random::<[u8; 16]>());
        let digest = hex::encode(Sha256::digest(&body));
        let signed = format!("POST\n{path}\n{timestamp}\n{nonce}\n{digest}\n");
        let signing_key = hmac(self.api_key.as_bytes(), b"alter-signing-v1");
        let response = self
            .client
            .post(format!("{}{path}", self.base_url))
            .header("content-type", "application/json")
            .header("x-api-key", &self.api_key)
            .header("x-alter-timestamp", timestamp)
            .header("x-alter-nonce", nonce)
            .header("x-alter-content-sha256", digest)
            .header("x-alter-signature", hex::encode(hmac(&signing_key, signed.as_bytes())))
            .body(body)
            .send()
            .await
            .with_context(|| format!("no answer to POST {path}"))?;
        let status = response.status();
        let text = response.text().await?;
        if !status.is_success() {
            bail!("POST {path} was answered {status}: {text}");
        }
        serde_json::from_str(&text).with_context(|| format!("POST {path} was answered without JSON"))
    }
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
