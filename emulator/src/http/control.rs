//! What people and tests ask the emulator itself: its sessions, its clock, its script. On this machine only, and never for
//! a page of another site.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::milliseconds;
use crate::http::body::{parse, value};
use crate::http::page::{JS, asset, html, own_base, own_machine};
use crate::http::state::State;
use crate::managed::ManagedSecretSession;
use crate::refusal::Refusal;
use crate::script::{OUTCOMES, Script};
use crate::wire::{Poll, PollRequest, Session};

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(home))
        .route("/emulator.js", asset(JS, include_str!("../../pages/emulator.js")))
        .route("/emulator/sessions", get(list).post(create))
        .route("/emulator/managed-secrets", post(create_managed_secret))
        .route("/emulator/poll", post(poll))
        .route("/emulator/clock", post(advance))
        .route("/emulator/script", post(script))
        .route("/emulator/reset", post(reset))
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
    own_base(&headers, &state.setup.base_url)?;
    let setup = &state.setup;
    let home = Home {
        base_url: &setup.base_url,
        provider_url: &setup.provider_url,
        app_url: setup.app_url.as_deref(),
        outcomes: &OUTCOMES,
    };
    Ok(html(&home, "'none'"))
}

async fn list(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    Ok(Json(state.glance()))
}

async fn create(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Session>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    let request = if body.is_empty() { Default::default() } else { parse(&body)? };
    Ok(Json(state.create_session(request)?))
}

async fn create_managed_secret(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<ManagedSecretSession>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    Ok(Json(state.create_managed_secret_session(&parse(&body)?)?))
}

async fn poll(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Poll>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    let request: PollRequest = parse(&body)?;
    Ok(Json(state.poll(&request.session_token)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: u64,
}

async fn advance(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    let Advance { advance_ms } = parse(&body)?;
    state.advance_clock(Duration::from_millis(advance_ms));
    Ok(Json(json!({"now": milliseconds(state.clock.now()), "ahead_ms": state.clock.ahead_ms()})))
}

/// A script for the sessions to come; `times` for so many of them.
async fn script(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    let mut given = value(&body)?;
    let times = given.as_object_mut().and_then(|fields| fields.remove("times"));
    let times = match times.as_ref().map(|times| times.as_u64().filter(|times| *times > 0)) {
        Some(None) => {
            let hint = "Give a whole number from 1 up, or leave it out for all sessions to come.";
            return Err(Refusal::invalid("invalid_script", "times says for how many sessions.", hint));
        }
        times => times.flatten(),
    };
    state.set_script(Script::from_value(&given, "The script")?, times);
    Ok(Json(json!({"script": state.script()})))
}

async fn reset(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    own_machine(&headers, &state.setup.base_url)?;
    state.reset();
    Ok(Json(json!({})))
}
