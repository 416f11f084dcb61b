//! The backend endpoints.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

use crate::http::body::parse;
use crate::http::log::Unnoted;
use crate::http::state::State;
use crate::refusal::Refusal;
use crate::signature::{self, Signed};
use crate::trouble;
use crate::wire::{PollRequest, SessionRequest};

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/sdk/oauth/connect/session", post(create))
        .route("/sdk/oauth/connect/session/poll", post(poll))
        .route("/sdk/managed-secrets/connect/session", post(create_managed_secret))
}

async fn create(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    verify(&state, &method, &uri, &headers, &body)?;
    let request: SessionRequest = parse(&body)?;
    Ok(Json(json!(state.create_session(request)?)))
}

async fn create_managed_secret(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    verify(&state, &method, &uri, &headers, &body)?;
    Ok(Json(json!(state.create_managed_secret_session(&parse(&body)?)?)))
}

async fn poll(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    verify(&state, &method, &uri, &headers, &body)?;
    let PollRequest { session_token } = parse(&body)?;
    Ok(polled(&state, &session_token))
}

/// What a backend is told; it asks so often that the log has only what is new.
pub(crate) fn polled(state: &State, session_token: &str) -> Response {
    let throttled = state.sessions().throttled(session_token);
    if let Some(refusal) = trouble::refusal("rate_limit_exceeded").filter(|_| throttled) {
        return refusal.into_response();
    }
    let answer = state.poll(session_token);
    let again = state.sessions().polled_again(session_token, &answer);
    (again.then_some(Extension(Unnoted)), Json(json!(answer))).into_response()
}

fn verify(state: &State, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
    let request =
        Signed { method: method.as_str(), path: uri.path_and_query().map_or("/", |path| path.as_str()), headers, body };
    let now = state.clock.machine().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    signature::verify(&request, state.api_key(), &mut state.nonces(), now)
}
