//! How the emulator says no.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

/// A request that was refused: over HTTP a JSON body `{"error", "message", "hint"}`.
///
/// `error` is a stable code, `message` says which check failed, `hint` what to do about it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message} {hint}")]
pub struct Refusal {
    /// HTTP status: 400 (the body isn't JSON), 401 (the signature), 403 (a foreign page), 404, 422 (a value).
    pub status: u16,
    /// Stable code, e.g. `invalid_signature`.
    pub error: &'static str,
    /// Which check failed.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Seconds after which another try is worth it, where it is.
    pub retry_after: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(
        status: StatusCode,
        error: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { status: status.as_u16(), error, message: message.into(), hint: hint.into(), retry_after: None }
    }

    /// A request whose sender is not known (401).
    pub(crate) fn unauthorized(error: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, error, message, hint)
    }

    /// A body or value that can't be used (422).
    pub(crate) fn invalid(error: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, error, message, hint)
    }
}

/// A refusal's words for the log.
#[derive(Clone)]
pub(crate) struct Said(pub(crate) String);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut body = json!({"error": self.error, "message": self.message, "hint": self.hint});
        let mut headers = HeaderMap::new();
        if let Some(retry_after) = self.retry_after {
            body["retry_after"] = retry_after.into();
            headers.insert(RETRY_AFTER, retry_after.into());
        }
        // What serde says of a body may quote a value of it.
        let said =
            if self.error == "invalid_body" { self.error.into() } else { format!("{}: {}", self.error, self.message) };
        (status, headers, Extension(Said(said)), Json(body)).into_response()
    }
}
