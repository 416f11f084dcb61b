//! The sites of one run: the app's with the SDK under test, the hosted page's, and a stranger's.
//!
//! They serve the same pages on three ports, so each is an origin of its own; and they are new for each run, so no
//! storage is left over from another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use alter_connect_e2e::{AppServer, Backend, Origin, Sdk, file, script};
use alter_connect_emulator::Emulator;
use anyhow::Result;
use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::json;
use tokio::sync::Notify;

use crate::scenario::Scenario;

/// The running sites; they end when this is dropped.
#[derive(Debug)]
pub struct Sites {
    app: AppServer,
    _emulator: Emulator,
    _others: [Origin; 2],
}

#[derive(Debug)]
struct Shared {
    release: Notify,
    scripts: BTreeMap<&'static str, PathBuf>,
}

impl Sites {
    /// Starts them for a scenario, or for the fuzzer.
    pub async fn start(sdk: Sdk, scenario: Option<&Scenario>) -> Result<Self> {
        let shared = Arc::new(Shared {
            release: Notify::new(),
            scripts: BTreeMap::from([("sdk.js", sdk.script()?), ("reference.js", Sdk::Reference.script()?)]),
        });
        let app = AppServer::start(|_| routes(shared.clone())).await?;
        let serve = || Origin::serve(|_| routes(shared.clone()).route("/tests/{*path}", get(script)));
        let (hosted, stranger) = (serve().await?, serve().await?);
        let mut run = json!({
            "origins": { "app": app.origin(), "hosted": hosted.url(), "stranger": stranger.url() },
        });
        if let Some(Scenario { theme, name, .. }) = scenario {
            run["theme"] = theme.as_str().into();
            run["scenario"] = name.as_str().into();
        }
        app.tell(run);
        let emulator = Emulator::builder().app_origin(app.origin()).start().await?;
        app.give_sessions(Backend::new(emulator.base_url(), emulator.api_key())?);
        Ok(Self { app, _emulator: emulator, _others: [hosted, stranger] })
    }

    /// Serves the app.
    pub fn app(&self) -> &AppServer {
        &self.app
    }

    /// The app's page.
    pub fn page(&self) -> String {
        format!("{}/app/?tab=accounts#section", self.app.origin())
    }

    /// The page of the fuzzer.
    pub fn fuzz_page(&self) -> String {
        format!("{}/fuzz.html", self.app.origin())
    }
}

fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/app/", get(|| page("app.html")))
        .route("/coop", get(coop))
        .route("/released", get(released))
        .route("/release", post(release))
        .route("/{file}", get(named))
        // The hosted page answers everywhere, so that any base URL leads to it.
        .fallback(get(|| page("hosted.html")))
        .with_state(shared)
}

async fn coop() -> Response {
    let mut response = page("hosted.html").await;
    response.headers_mut().insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    response
}

async fn released(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.release.notified().await;
    StatusCode::NO_CONTENT
}

async fn release(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.release.notify_one();
    StatusCode::NO_CONTENT
}

async fn named(State(shared): State<Arc<Shared>>, Segment(name): Segment<String>) -> Response {
    match shared.scripts.get(name.as_str()) {
        Some(path) => file(path).await,
        None if name.contains('.') => page(&name).await,
        None => page("hosted.html").await,
    }
}

async fn page(name: &str) -> Response {
    file(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/pages")).join(name)).await
}
