//! Serves the bench's pages and both SDKs, isolated from other origins: only then browsers give a fine clock.

use std::fs;
use std::path::Path;

use alter_connect_e2e::{AppServer, Sdk, content_type};
use anyhow::Result;
use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// Both SDKs' scripts, as they were when the bench began: a build meanwhile changes nothing.
#[derive(Clone, Debug)]
pub struct Scripts {
    ours: Vec<u8>,
    reference: Vec<u8>,
}

impl Scripts {
    /// Reads them.
    ///
    /// # Errors
    /// One has not been built or installed.
    pub fn read() -> Result<Self> {
        let script = |sdk: Sdk| -> Result<Vec<u8>> { Ok(fs::read(sdk.directory()?.join("alter-connect.umd.js"))?) };
        Ok(Self { ours: script(Sdk::Ours)?, reference: script(Sdk::Reference)? })
    }
}

/// Starts a server on a free port.
///
/// # Errors
/// No port can be had.
pub async fn start(scripts: Scripts) -> Result<AppServer> {
    AppServer::start(|_| {
        Router::new()
            .route("/bench/{file}", get(|Segment(name): Segment<String>| async move { page(&name) }))
            .route("/sdk/{sdk}", get(sdk))
            .route("/sdk/oauth/connect", get(async || page("silent.html")))
            .with_state(scripts)
    })
    .await
}

fn page(name: &str) -> Response {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/pages/bench")).join(name);
    match fs::read(&path) {
        Ok(content) => isolated(content_type(&path), "no-store", content),
        Err(error) => (StatusCode::NOT_FOUND, format!("{name}: {error}")).into_response(),
    }
}

/// Kept by browsers: what they make of a script is kept with it.
async fn sdk(State(scripts): State<Scripts>, Segment(name): Segment<String>) -> Response {
    let script = match name {
        _ if name == Sdk::Ours.name() => scripts.ours,
        _ if name == Sdk::Reference.name() => scripts.reference,
        _ => Vec::new(),
    };
    isolated("text/javascript", "max-age=86400, immutable", script)
}

fn isolated(kind: &'static str, cache: &'static str, content: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE.as_str(), kind),
        (CACHE_CONTROL.as_str(), cache),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "cross-origin"),
    ];
    (headers, content).into_response()
}
