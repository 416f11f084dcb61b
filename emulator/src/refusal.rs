//! How the emulator says no.

use axum::http::StatusCode;
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
}

impl Refusal {
    pub(crate) fn new(
        status: StatusCode,
        error: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { status: status.as_u16(), error, message: message.into(), hint: hint.into() }
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
        let body = json!({"error": self.error, "message": self.message, "hint": self.hint});
        // What serde says of a body may quote a value of it.
        let said =
            if self.error == "invalid_body" { self.error.into() } else { format!("{}: {}", self.error, self.message) };
        (status, Extension(Said(said)), Json(body)).into_response()
    }
}
