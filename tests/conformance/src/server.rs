//! The sites of one run: the app's with the SDK under test, the hosted page's, and a stranger's.
//!
//! They serve the same files on three ports, so each is an origin of its own; and they are new for each run, so no
//! storage is left over from another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use alter_connect_e2e::{Origin, Sdk, file};
use alter_connect_emulator::{Emulator, SessionRequest};
use anyhow::{Context, Result};
use axum::extract::{Path as Segment, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{Notify, OnceCell, mpsc};

/// What a page has observed by the end of one of its loads.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// The number of the load, from 1.
    pub part: usize,
    /// One entry for each observation: what, and the values.
    pub observed: Vec<Value>,
    /// Why the scenario could not go on.
    pub failure: Option<String>,
}

/// The running sites; they end when this is dropped.
#[derive(Debug)]
pub struct Sites {
    shared: Arc<Shared>,
    _origins: Vec<Origin>,
}

#[derive(Debug)]
struct Shared {
    urls: OnceLock<BTreeMap<&'static str, String>>,
    parts: Vec<String>,
    loads: AtomicUsize,
    reports: mpsc::UnboundedSender<Report>,
    started: Notify,
    release: Notify,
    emulator: OnceCell<Emulator>,
    scripts: BTreeMap<&'static str, PathBuf>,
}

impl Sites {
    /// Starts them for a scenario whose page loads run these `parts`. Their reports come on the channel.
    ///
    /// # Errors
    /// No port can be had, or the SDK has not been built.
    pub async fn start(sdk: Sdk, parts: Vec<String>) -> Result<(Self, mpsc::UnboundedReceiver<Report>)> {
        let scripts = BTreeMap::from([("sdk.js", sdk.script()?), ("reference.js", Sdk::Reference.script()?)]);
        let (reports, receiver) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            urls: OnceLock::new(),
            parts,
            loads: AtomicUsize::new(0),
            reports,
            started: Notify::new(),
            release: Notify::new(),
            emulator: OnceCell::new(),
            scripts,
        });
        let mut urls = BTreeMap::new();
        let mut origins = Vec::new();
        for name in ["app", "hosted", "stranger"] {
            let origin = Origin::serve(|_| routes(shared.clone())).await?;
            urls.insert(name, origin.url().to_owned());
            origins.push(origin);
        }
        shared.urls.set(urls).expect("nobody else does");
        Ok((Self { shared, _origins: origins }, receiver))
    }

    /// The app's page.
    pub fn page(&self) -> String {
        format!("{}/app/?tab=accounts#section", self.shared.app())
    }

    /// Waits until the page has taken its click.
    pub async fn started(&self) {
        self.shared.started.notified().await;
    }

    /// The page of the fuzzer.
    pub fn fuzz_page(&self) -> String {
        format!("{}/fuzz.html", self.shared.app())
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
        .route("/scenario.js", get(scenario))
        .route("/origins.js", get(origins))
        .route("/coop", get(coop))
        .route("/started", post(started))
        .route("/released", get(released))
        .route("/release", post(release))
        .route("/session", post(session))
        .route("/finished", post(finished))
        .route("/{file}", get(named))
        // The hosted page answers everywhere, so that any base URL leads to it.
        .fallback(get(|| page("hosted.html")))
        .with_state(shared)
}

async fn app(State(shared): State<Arc<Shared>>) -> Response {
    shared.loads.fetch_add(1, Ordering::SeqCst);
    page("app.html").await
}

async fn scenario(State(shared): State<Arc<Shared>>) -> Response {
    let part = shared.loads.load(Ordering::SeqCst);
    let body = part.checked_sub(1).and_then(|index| shared.parts.get(index)).map_or("", String::as_str);
    javascript(format!("play({part}, async () => {{\n{body}\n}});"))
}

async fn origins(State(shared): State<Arc<Shared>>) -> Response {
    javascript(format!("const origins = {};", json!(shared.urls())))
}

async fn coop() -> Response {
    let mut response = page("hosted.html").await;
    response.headers_mut().insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    response
}

async fn started(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.started.notify_one();
    StatusCode::NO_CONTENT
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

// The body says what it is only to us: beacons cannot carry JSON's content type.
async fn finished(State(shared): State<Arc<Shared>>, body: String) -> StatusCode {
    match serde_json::from_str(&body) {
        // Nobody waits any more once a run is over.
        Ok(report) => drop(shared.reports.send(report)),
        Err(error) => {
            let failure = Some(format!("unreadable report: {error}"));
            drop(shared.reports.send(Report { part: 1, observed: Vec::new(), failure }));
        }
    }
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

fn javascript(code: String) -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], code).into_response()
}
