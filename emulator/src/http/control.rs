//! What people and tests ask the emulator itself: its sessions, its clock, its script. On this machine only, and never for
//! a page of another site.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use axum::routing::{any, get};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::milliseconds;
use crate::http::body::{parse, value};
use crate::http::page::{JS, asset, html, not_found, own_base, own_machine};
use crate::http::state::State;
use crate::refusal::Refusal;
use crate::script::{OUTCOMES, Script};
use crate::wire::PollRequest;

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(home))
        .route("/emulator.js", asset(JS, include_str!("../../pages/emulator.js")))
        .route("/emulator/{what}", any(asked))
}

#[derive(Template)]
#[template(path = "emulator.html")]
struct Home<'a> {
    base_url: &'a str,
    provider_url: &'a str,
    app_url: Option<&'a str>,
    outcomes: &'a [(&'a str, &'a str)],
}

async fn home(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Result<Response, Refusal> {
    own_base(&headers, &state.connect)?;
    let setup = &state.setup;
    let home = Home {
        base_url: &setup.base_url,
        provider_url: &setup.provider_url,
        app_url: setup.app_url.as_deref(),
        outcomes: &OUTCOMES,
    };
    Ok(html(&home, "'none'"))
}

async fn asked(
    Shared(state): Shared<Arc<State>>,
    Path(what): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    own_machine(&headers, &state.connect)?;
    match (method.as_str(), what.as_str()) {
        ("GET", "sessions") => Ok(Json(state.glance())),
        ("POST", "sessions") => {
            let request = if body.is_empty() { Default::default() } else { parse(&body)? };
            Ok(Json(json!(state.create_session(request)?)))
        }
        ("POST", "managed-secrets") => Ok(Json(json!(state.create_managed_secret_session(&parse(&body)?)?))),
        ("POST", "poll") => {
            let PollRequest { session_token } = parse(&body)?;
            Ok(Json(json!(state.poll(&session_token))))
        }
        ("POST", "clock") => {
            let Advance { advance_ms } = parse(&body)?;
            state.advance_clock(Duration::from_millis(advance_ms));
            Ok(Json(json!({"now": milliseconds(state.clock.now()), "ahead_ms": state.clock.ahead_ms()})))
        }
        ("POST", "script") => {
            script(&state, value(&body)?)?;
            Ok(Json(json!({"script": state.script()})))
        }
        ("POST", "reset") => {
            state.reset();
            Ok(Json(json!({})))
        }
        _ => Err(not_found(uri).await),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: u64,
}

/// A script for the sessions to come; `times` for so many of them.
fn script(state: &State, mut given: Value) -> Result<(), Refusal> {
    let times = given.as_object_mut().and_then(|fields| fields.remove("times"));
    let times = match times.as_ref().map(|times| times.as_u64().filter(|times| *times > 0)) {
        Some(None) => {
            let hint = "Give a whole number from 1 up, or leave it out for all sessions to come.";
            return Err(Refusal::invalid("invalid_script", "times says for how many sessions.", hint));
        }
        times => times.flatten(),
    };
    state.set_script(Script::from_value(&given, "The script")?, times);
    Ok(())
}
