//! Alter's backend API: two calls, each signed with the API key.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use hmac::{Hmac, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A client for one app.
#[derive(Clone)]
pub struct Alter {
    base_url: String,
    api_key: String,
    http: reqwest::Client,
}

/// A session that a user can go through, once.
#[derive(Deserialize)]
pub struct Session {
    /// Identifies the session; keep it on the backend.
    pub session_token: String,
    /// The page to open for the user.
    pub connect_url: String,
}

/// What has come of a session.
#[derive(Deserialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Progress {
    /// The user is not done.
    Pending,
    /// The user has granted access.
    Completed { grants: Vec<Grant> },
    /// The user declined, or something failed.
    Error { error: Failure },
    /// Nobody finished it in time.
    Expired,
}

/// Access to one account.
#[derive(Deserialize, Serialize)]
pub struct Grant {
    pub grant_id: String,
    pub provider_id: String,
    pub account_identifier: Option<String>,
}

/// Why a session gave no grant.
#[derive(Deserialize)]
pub struct Failure {
    pub error_code: String,
}

impl Alter {
    /// A client of Alter at `base_url`, such as `https://backend.alterauth.com`.
    pub fn new(base_url: impl Into<String>, api_key: impl Into<String>) -> Self {
        let base_url = base_url.into().trim_end_matches('/').to_owned();
        Self { base_url, api_key: api_key.into(), http: reqwest::Client::new() }
    }

    /// Creates a session for pages of `origin`; phones come back to `return_url`.
    ///
    /// # Errors
    /// Alter cannot be reached or refuses.
    pub async fn create_session(&self, providers: &[&str], origin: &str, return_url: &str) -> Result<Session> {
        let request = json!({ "allowed_providers": providers, "allowed_origin": origin, "return_url": return_url });
        self.post("/sdk/oauth/connect/session", &request).await
    }

    /// Asks what has come of a session.
    ///
    /// # Errors
    /// As [`Alter::create_session`].
    pub async fn poll(&self, session_token: &str) -> Result<Progress> {
        self.post("/sdk/oauth/connect/session/poll", &json!({ "session_token": session_token })).await
    }

    async fn post<Answer: DeserializeOwned>(&self, path: &str, request: &Value) -> Result<Answer> {
        let body = request.to_string();
        let timestamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().to_string();
        let nonce = hex::encode(rand::random::<[u8; 16]>());
        let hash = hex::encode(Sha256::digest(&body));
        let key = hmac(self.api_key.as_bytes(), "alter-signing-v1");
        let signature = hmac(&key, &format!("POST\n{path}\n{timestamp}\n{nonce}\n{hash}\n"));
        let call = self.http.post(format!("{}{path}", self.base_url)).body(body);
        let call = call
            .header("content-type", "application/json")
            .header("x-api-key", &self.api_key)
            .header("x-alter-timestamp", timestamp)
            .header("x-alter-nonce", nonce)
            .header("x-alter-content-sha256", hash)
            .header("x-alter-signature", hex::encode(signature));
        let answer = call.send().await.context("Alter cannot be reached")?;
        let status = answer.status();
        if !status.is_success() {
            bail!("Alter answered {status}: {}", answer.text().await?);
        }
        Ok(answer.json().await?)
    }
}

fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
