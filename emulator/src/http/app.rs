//! The backend of a small app, for its own page only.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use serde_json::{Map, Value, json};

use crate::http::api::polled;
use crate::http::body::{parse, read};
use crate::http::log::Unnoted;
use crate::http::page::{own_base, same_origin};
use crate::http::state::State;
use crate::refusal::Refusal;
use crate::wire::{PollRequest, SessionRequest};

/// What the vendor's guides call the route that creates a session, ours first.
const CREATE: [&str; 4] = ["/api/session", "/api/alter/session", "/api/connect-session", "/api/alter/connect-session"];

/// What is not found here, a file may be: that answer is empty, and the line is written for the answer that is sent in its place.
pub(crate) fn routes() -> Router<Arc<State>> {
    let router =
        Router::new().route("/api/poll", post(poll)).fallback(async || (Extension(Unnoted), StatusCode::NOT_FOUND));
    CREATE.into_iter().fold(router, |router, path| router.route(path, get(create_for_get).post(create)))
}

async fn create(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Refusal> {
    session(&state, same_origin(&headers, &state.app)?, &body)
}

/// The browser sends no `Origin` along with a page's own GET, and no other page can read the answer.
async fn create_for_get(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    session(&state, own_base(&headers, &state.app)?, &[])
}

fn session(state: &State, origin: String, body: &[u8]) -> Result<Json<Value>, Refusal> {
    let mut request: SessionRequest = match body {
        [] => SessionRequest::default(),
        body => {
            let given: Map<String, Value> = parse(body)?;
            let fields: Map<_, _> = given.into_iter().map(|(name, value)| (snake_case(&name), value)).collect();
            read(fields.into())?
        }
    };
    request.return_url.get_or_insert_with(|| format!("{origin}/"));
    request.allowed_origin = Some(origin);
    let mut answer = json!(state.create_session(request)?);
    // The SDK's `baseURL`.
    answer["base_url"] = json!(state.setup.base_url);
    if let Some(fields) = answer.as_object_mut() {
        let again: Vec<_> = fields.iter().map(|(name, value)| (camel_case(name), value.clone())).collect();
        fields.extend(again);
    }
    Ok(Json(answer))
}

/// The guides have both spellings.
fn snake_case(name: &str) -> String {
    name.chars().fold(String::new(), |word, letter| match letter.is_ascii_uppercase() {
        true => word + "_" + &letter.to_ascii_lowercase().to_string(),
        false => word + &letter.to_string(),
    })
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |word, next| word + &next[..1].to_ascii_uppercase() + &next[1..])
}

async fn poll(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    same_origin(&headers, &state.app)?;
    let PollRequest { session_token } = parse(&body)?;
    Ok(polled(&state, &session_token))
}
