//! The app's own backend: it makes sessions, and says what came of them.

use std::collections::HashMap;
use std::fmt;

use gloo_net::Error;
use gloo_net::http::Request;
use serde::Deserialize;

/// An account that the backend has confirmed.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Account {
    pub grant_id: String,
    provider_id: String,
    account_identifier: Option<String>,
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.provider_id, self.account_identifier.as_deref().unwrap_or("an account"))
    }
}

/// The address of the Connect page for a new session. A phone comes back to the page that it is called on.
pub async fn new_connect_url() -> Result<String, String> {
    #[derive(Deserialize)]
    struct Session {
        connect_url: String,
    }
    let session: Session = post("/api/session", [("return_url", here().unwrap_or_default())].into()).await?;
    Ok(session.connect_url)
}

/// The page's address, without what an earlier return has left in it.
fn here() -> Option<String> {
    let location = web_sys::window()?.location();
    Some(location.origin().ok()? + &location.pathname().ok()?)
}

/// The accounts of the session that is over. Users can forge what their browser sends, so the backend asks Alter;
/// it finds the session by its own cookie, after a redirect as well.
pub async fn confirmed_accounts() -> Result<Vec<Account>, String> {
    #[derive(Deserialize)]
    struct Confirmed {
        grants: Vec<Account>,
    }
    let confirmed: Confirmed = post("/api/grants", HashMap::new()).await?;
    Ok(confirmed.grants)
}

async fn post<Answer: for<'de> Deserialize<'de>>(path: &str, body: HashMap<&str, String>) -> Result<Answer, String> {
    let words = |error: Error| error.to_string();
    let answer = Request::post(path).json(&body).map_err(words)?.send().await.map_err(words)?;
    if !answer.ok() {
        return Err(format!("{path} answered {}", answer.status()));
    }
    answer.json().await.map_err(words)
}
