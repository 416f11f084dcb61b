//! The app's own origin: the test page with the SDK it is to load, and whatever a scenario adds.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::{Context, Result, bail};
use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use crate::backend::Backend;
use crate::engine::Engine;
use crate::log::{Log, Logs, Report};
use crate::origin::{Origin, file};
use crate::page::Page;
use crate::repository;
use crate::window::Window;

/// Which SDK a page loads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sdk {
    /// `pkg/dist`, as `cargo xtask build` leaves it.
    Ours,
    /// The same without WebAssembly: the entry `alter-connect/js`.
    Script,
    /// `@alter-ai/connect`, a development dependency of `pkg`.
    Reference,
}

impl Sdk {
    const ALL: [Self; 3] = [Self::Ours, Self::Script, Self::Reference];

    /// What is played in this engine: the one that the variable `SDK` names (`ours`, `js` or `reference`), or else ours, and
    /// in Chromium also ours without WebAssembly.
    pub fn chosen(engine: Engine) -> Result<Vec<Self>> {
        let sdks = match std::env::var("SDK") {
            Ok(name) => {
                let sdk = Self::ALL.into_iter().find(|sdk| sdk.name() == name);
                vec![sdk.with_context(|| format!("SDK is {name:?}; known are ours, js and reference"))?]
            }
            Err(_) if engine == Engine::Chromium => vec![Self::Ours, Self::Script],
            Err(_) => vec![Self::Ours],
        };
        for sdk in &sdks {
            sdk.directory()?;
        }
        Ok(sdks)
    }

    /// The version of the package that this one replaces, as it is installed.
    pub fn reference_version() -> Result<String> {
        let manifest = Self::Reference.directory()?.join("../package.json");
        let manifest: Value = serde_json::from_str(&std::fs::read_to_string(manifest)?)?;
        Ok(format!(
            "{} {}",
            manifest["name"].as_str().unwrap_or_default(),
            manifest["version"].as_str().unwrap_or_default()
        ))
    }

    /// The script for script tags.
    pub fn script(self) -> Result<PathBuf> {
        let name = if self == Self::Script { "alter-connect-js.umd.js" } else { "alter-connect.umd.js" };
        Ok(self.directory()?.join(name))
    }

    /// The path segment under which the app's page loads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Script => "js",
            Self::Reference => "reference",
        }
    }

    /// The directory of the built files.
    pub fn directory(self) -> Result<PathBuf> {
        let (path, remedy) = match self {
            Self::Ours | Self::Script => ("pkg/dist", "run `cargo xtask build`"),
            Self::Reference => ("pkg/node_modules/@alter-ai/connect/dist", "run `npm ci` in pkg"),
        };
        let directory = repository().join(path);
        if !directory.join("alter-connect.umd.js").is_file() {
            bail!("{path}/alter-connect.umd.js is missing: {remedy}");
        }
        Ok(directory)
    }
}

/// Serves pages (`/{sdk}/app.html`), the scripts of the tests, the SDK and sessions on a free port of 127.0.0.1 until
/// dropped.
#[derive(Debug)]
pub struct AppServer {
    origin: Origin,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    logs: Arc<Logs>,
    run: Mutex<Run>,
    backend: OnceLock<Backend>,
}

/// What the pages are told to play, and how often they have asked.
#[derive(Debug, Default)]
struct Run {
    told: Value,
    loads: usize,
}

impl AppServer {
    /// Starts it; `extra` routes are the scenario's own, such as its backend's endpoints.
    pub async fn start(extra: impl FnOnce(&str) -> Router) -> Result<Self> {
        let shared = Arc::new(Shared::default());
        let routes = Router::new()
            .route("/run.js", get(run))
            .route("/session", post(session))
            .route("/{sdk}/sdk.js", get(sdk_script))
            .route("/tests/{*path}", get(script))
            .route("/{sdk}/{page}", get(page))
            .route("/dist/{file}", get(built_file))
            .route("/log", post(add_to_log))
            .with_state(shared.clone());
        let origin = Origin::serve(|origin| routes.merge(extra(origin))).await?;
        Ok(Self { origin, shared })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        self.origin.url()
    }

    /// Tells the pages what to play: it is their `run`, with the number of their load.
    pub fn tell(&self, told: Value) {
        *self.shared.run.lock().expect("no panic holds it") = Run { told, loads: 0 };
    }

    /// Lets the pages have sessions: this backend creates what they ask for.
    pub fn give_sessions(&self, backend: Backend) {
        self.shared.backend.set(backend).expect("they have one already");
    }

    /// The address of the test page that loads `sdk`.
    pub fn page(&self, sdk: Sdk) -> String {
        format!("{}/{}/app.html", self.origin(), sdk.name())
    }

    /// Loads a test page of this server (`url` may have a query) and waits until the app on it is ready.
    pub async fn load(&self, window: &Window, url: &str) -> Result<Page> {
        Page::load(window, &self.shared.logs, url).await
    }

    /// The app's page in a window, or in a frame, that came to it by itself.
    pub async fn page_in(&self, window: &Window) -> Result<Page> {
        Page::arrived(window, &self.shared.logs).await
    }

    /// What the app has observed at every load of its pages, in every window; the earliest load first.
    pub fn logs(&self) -> Vec<Log> {
        self.shared.logs.all()
    }
}

// The body says what it is only to us: beacons cannot carry JSON's content type.
async fn add_to_log(State(shared): State<Arc<Shared>>, body: String) -> StatusCode {
    match serde_json::from_str::<Report>(&body) {
        Ok(report) => {
            shared.logs.add(report);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

async fn run(State(shared): State<Arc<Shared>>) -> Response {
    let mut run = shared.run.lock().expect("no panic holds it");
    run.loads += 1;
    let mut told = run.told.clone();
    told["load"] = run.loads.into();
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], format!("var run = {told};")).into_response()
}

/// A session as the backend's client gives it; the body is its request.
async fn session(State(shared): State<Arc<Shared>>, Json(request): Json<Value>) -> Response {
    let Some(backend) = shared.backend.get() else { return StatusCode::NOT_FOUND.into_response() };
    match backend.create_session(&request).await {
        Ok(session) => Json(session).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, format!("{error:#}")).into_response(),
    }
}

async fn sdk_script(Segment(sdk): Segment<String>) -> Response {
    let sdk = Sdk::ALL.into_iter().find(|known| known.name() == sdk).unwrap_or(Sdk::Ours);
    match sdk.script() {
        Ok(script) => file(&script).await,
        Err(error) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}

async fn built_file(Segment(name): Segment<String>) -> Response {
    match Sdk::Ours.directory() {
        Ok(directory) => file(&directory.join(name)).await,
        Err(error) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}

/// A script of the tests, under its path: what it imports is found from there.
pub async fn script(Segment(path): Segment<String>) -> Response {
    file(&repository().join("tests").join(path)).await
}

async fn page(Segment((_, name)): Segment<(String, String)>) -> Response {
    file(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/pages")).join(name)).await
}
