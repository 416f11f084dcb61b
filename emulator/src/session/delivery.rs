//! How a result leaves the hosted page: as a message to the opener, or in the query of `return_url`.

use serde::Serialize;
use serde_json::{Value, json};
use url::Url;

use crate::grant::Grant;
use crate::session::record::Record;
use crate::trouble;

/// A result on its way to the app.
#[derive(Debug, Serialize)]
pub(crate) struct Delivery {
    /// Whether there are grants, for the look of the page.
    ok: bool,
    title: &'static str,
    text: String,
    /// For `window.opener.postMessage`.
    message: Value,
    /// The only origin that may read the message. `None`: no message can be sent.
    target_origin: Option<String>,
    /// `return_url` with the result in its query.
    return_to: Option<String>,
}

impl Delivery {
    pub(crate) fn completed(record: &Record) -> Self {
        if let Some(code) = record.total_failure() {
            let mut failed = Self::failed(record, code, trouble::words(code));
            failed.message["failed_grants"] = json!(record.failed);
            return failed;
        }
        let grants = if record.malformed { json!([null, {"grant_id": 7}]) } else { json!(record.grants) };
        let connected: Vec<String> = record
            .grants
            .iter()
            .map(|grant| format!("{} as {}.", grant.provider_name, grant.account_identifier))
            .collect();
        let mut message = json!({"type": "alter_connect_success", "grants": grants});
        if !record.failed.is_empty() {
            message["failed_grants"] = json!(record.failed);
        }
        Self {
            ok: true,
            title: "Connected",
            text: connected.join(" "),
            message,
            target_origin: record.allowed_origin.clone(),
            return_to: record.return_url.as_ref().map(|url| {
                // The query has room for one grant; the backend learns of all when it polls.
                let grant = record.grants.first().filter(|_| !record.malformed);
                success_url(url, grant)
            }),
        }
    }

    pub(crate) fn failed(record: &Record, code: &str, text: &str) -> Self {
        let (title, for_the_user) = match code {
            "connect_denied" => ("Nothing was connected", "No account was shared with the app."),
            "session_expired" => ("This took too long", text),
            "invalid_session" => (CANT_BE_USED, text),
            _ => ("Something went wrong", text),
        };
        Self {
            ok: false,
            title,
            text: for_the_user.into(),
            message: error_message(code, text),
            target_origin: record.allowed_origin.clone(),
            return_to: record.return_url.as_ref().map(|url| error_url(url, code, text)),
        }
    }

    pub(crate) fn expired(record: &Record) -> Self {
        let text = "The session has expired: start again from the app.";
        Self::failed(record, "session_expired", text)
    }

    /// The token was opened in another browser, or its flow has ended.
    pub(crate) fn used_session(record: &Record) -> Self {
        let text = "This session was used already: start again from the app.";
        Self::failed(record, "invalid_session", text)
    }

    /// No session has this token, so only the app's registered website can be told.
    pub(crate) fn unknown_session(website: Option<&str>) -> Self {
        let text = "There is no such session: start again from the app.";
        Self {
            ok: false,
            title: CANT_BE_USED,
            text: text.into(),
            message: error_message("invalid_session", text),
            target_origin: website.map(Into::into),
            return_to: None,
        }
    }
}

const CANT_BE_USED: &str = "This link can't be used";

fn error_message(code: &str, text: &str) -> Value {
    json!({"type": "alter_connect_error", "error": code, "error_description": text})
}

fn error_url(return_url: &Url, code: &str, text: &str) -> String {
    let mut url = return_url.clone();
    url.query_pairs_mut()
        .append_pair("alter_connect_error", "true")
        .append_pair("error_code", code)
        .append_pair("error_description", text);
    url.into()
}

fn success_url(return_url: &Url, grant: Option<&Grant>) -> String {
    let mut url = return_url.clone();
    let mut query = url.query_pairs_mut();
    query.append_pair("alter_connect_success", "true");
    if let Some(grant) = grant {
        query
            .append_pair("grant_id", &grant.grant_id)
            .append_pair("provider", &grant.provider)
            .append_pair("provider_name", &grant.provider_name)
            .append_pair("account_identifier", &grant.account_identifier)
            .append_pair("timestamp", &grant.timestamp)
            .append_pair("operation", grant.operation.as_str())
            .append_pair("scopes", &grant.scopes.join(","))
            .append_pair("status", &grant.status);
    }
    drop(query);
    url.into()
}
