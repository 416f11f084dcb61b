//! The backend of a small app, for its own page only.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

use crate::http::api::polled;
use crate::http::body::parse;
use crate::http::page::same_origin;
use crate::http::state::State;
use crate::refusal::Refusal;
use crate::wire::{PollRequest, Session, SessionRequest};

/// What is not found here, a file may be: that answer is empty.
pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/api/session", post(create))
        .route("/api/poll", post(poll))
        .fallback(async || StatusCode::NOT_FOUND)
}

#[derive(Serialize)]
struct AppSession {
    #[serde(flatten)]
    session: Session,
    /// The SDK's `baseURL`.
    base_url: String,
}

async fn create(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<AppSession>, Refusal> {
    let origin = same_origin(&headers, own(&state))?;
    let mut request: SessionRequest = if body.is_empty() { SessionRequest::default() } else { parse(&body)? };
    request.return_url.get_or_insert_with(|| format!("{origin}/"));
    request.allowed_origin = Some(origin);
    Ok(Json(AppSession { session: state.create_session(request)?, base_url: state.setup.base_url.clone() }))
}

async fn poll(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    same_origin(&headers, own(&state))?;
    let PollRequest { session_token } = parse(&body)?;
    Ok(polled(&state, &session_token))
}

fn own(state: &State) -> &str {
    state.setup.app_url.as_deref().unwrap_or_default()
}
