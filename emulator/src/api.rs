//! The backend endpoints.

use std::sync::{Arc, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Refusal;
use crate::signature::{self, Signed};
use crate::state::State;
use crate::wire::{Poll, Session, SessionRequest};

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new().route("/sdk/oauth/connect/session", post(create)).route("/sdk/oauth/connect/session/poll", post(poll))
}

#[derive(Deserialize)]
pub(crate) struct PollRequest {
    pub(crate) session_token: String,
}

async fn create(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Session>, Refusal> {
    verify(&state, &method, &uri, &headers, &body)?;
    let request: SessionRequest = parse(&body)?;
    Ok(Json(state.create_session(request)?))
}

async fn poll(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Poll>, Refusal> {
    verify(&state, &method, &uri, &headers, &body)?;
    let request: PollRequest = parse(&body)?;
    Ok(Json(state.poll(&request.session_token)))
}

fn verify(state: &State, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
    let request =
        Signed { method: method.as_str(), path: uri.path_and_query().map_or("/", |path| path.as_str()), headers, body };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut nonces = state.nonces.lock().unwrap_or_else(PoisonError::into_inner);
    signature::verify(&request, &state.api_key, &mut nonces, now)
}

/// Reads a JSON body: 400 when it is no JSON, 422 when a field has the wrong type.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Refusal::invalid(
            "invalid_body",
            format!("The body has a wrong value: {error}."),
            "Check the type of the field.",
        ),
        _ => Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_json",
            format!("The body is not JSON: {error}."),
            "Send a JSON object.",
        ),
    })
}
