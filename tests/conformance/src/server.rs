//! The sites of one run: the app's with the SDK under test, the hosted page's, and a stranger's.
//!
//! They serve the same pages on three ports, so each is an origin of its own; and they are new for each run, so no
//! storage is left over from another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use alter_connect_e2e::{AppServer, Origin, Sdk, file, script};
use alter_connect_emulator::{Emulator, SessionRequest};
use anyhow::{Context, Result};
use axum::extract::{Path as Segment, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::{Notify, OnceCell};

use crate::scenario::Scenario;

/// The running sites; they end when this is dropped.
#[derive(Debug)]
pub struct Sites {
    app: AppServer,
    _others: [Origin; 2],
}

#[derive(Debug)]
struct Shared {
    urls: OnceLock<BTreeMap<&'static str, String>>,
    /// What the app's page plays.
    scenario: Value,
    loads: AtomicUsize,
    release: Notify,
    emulator: OnceCell<Emulator>,
    scripts: BTreeMap<&'static str, PathBuf>,
}

impl Sites {
    /// Starts them for a scenario, or for the fuzzer.
    ///
    /// # Errors
    /// No port can be had, or the SDK has not been built.
    pub async fn start(sdk: Sdk, scenario: Option<&Scenario>) -> Result<Self> {
        let shared = Arc::new(Shared {
            urls: OnceLock::new(),
            scenario: scenario
                .map_or(json!({}), |Scenario { theme, name, .. }| json!({ "theme": theme, "scenario": name })),
            loads: AtomicUsize::new(0),
            release: Notify::new(),
            emulator: OnceCell::new(),
            scripts: BTreeMap::from([("sdk.js", sdk.script()?), ("reference.js", Sdk::Reference.script()?)]),
        });
        let app = AppServer::start(|_| routes(shared.clone())).await?;
        let serve = || Origin::serve(|_| routes(shared.clone()).route("/tests/{*path}", get(script)));
        let (hosted, stranger) = (serve().await?, serve().await?);
        let urls = [("app", app.origin()), ("hosted", hosted.url()), ("stranger", stranger.url())];
        shared.urls.set(urls.map(|(name, url)| (name, url.to_owned())).into()).expect("nobody else does");
        Ok(Self { app, _others: [hosted, stranger] })
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

impl Shared {
    fn urls(&self) -> &BTreeMap<&'static str, String> {
        self.urls.get().expect("they are known before a page is loaded")
    }

    fn app(&self) -> &str {
        &self.urls()["app"]
    }
}

fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/app/", get(app))
        .route("/run.js", get(run))
        .route("/coop", get(coop))
        .route("/released", get(released))
        .route("/release", post(release))
        .route("/session", post(session))
        .route("/{file}", get(named))
        // The hosted page answers everywhere, so that any base URL leads to it.
        .fallback(get(|| page("hosted.html")))
        .with_state(shared)
}

async fn app(State(shared): State<Arc<Shared>>) -> Response {
    shared.loads.fetch_add(1, Ordering::SeqCst);
    page("app.html").await
}

async fn run(State(shared): State<Arc<Shared>>) -> Response {
    let mut run = shared.scenario.clone();
    run["load"] = shared.loads.load(Ordering::SeqCst).into();
    run["origins"] = json!(shared.urls());
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], format!("var run = {run};")).into_response()
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

/// A session of the emulator's: the body is a `SessionRequest`.
async fn session(State(shared): State<Arc<Shared>>, Json(request): Json<SessionRequest>) -> Response {
    let created = async {
        let start = || async { Emulator::builder().app_origin(shared.app()).start().await };
        let emulator = shared.emulator.get_or_try_init(start).await.context("the emulator does not start")?;
        let session = emulator.create_session(request).await.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        anyhow::Ok(json!({ "token": session.session_token, "baseURL": emulator.base_url() }))
    };
    match created.await {
        Ok(session) => Json(session).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response(),
    }
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
