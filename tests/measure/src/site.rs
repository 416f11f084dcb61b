//! An origin that serves this crate's pages, the app's, and hears what they report.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alter_connect_e2e::{AppServer, Sdk, file, wait};
use anyhow::{Result, bail};
use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Map, Value};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pages");

/// Something that happened on a page.
#[derive(Clone, Debug, Deserialize)]
pub struct Report {
    /// What.
    pub what: String,
    /// When: milliseconds since 1970.
    pub at: u64,
    /// What else is to say.
    #[serde(flatten)]
    pub details: Map<String, Value>,
}

type Reports = Arc<Mutex<Vec<Report>>>;

/// The running server; it ends when this is dropped.
#[derive(Debug)]
pub struct Site {
    app: AppServer,
    reports: Reports,
}

impl Site {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// No port can be had, or the package has not been built.
    pub async fn start() -> Result<Self> {
        Sdk::Ours.directory()?;
        let reports = Reports::default();
        let app = AppServer::start(|_| routes(&reports)).await?;
        Ok(Self { app, reports })
    }

    /// The app's origin.
    pub fn origin(&self) -> &str {
        self.app.origin()
    }

    /// The address of one of the app's pages.
    pub fn page(&self, file: &str) -> String {
        format!("{}/measure/{file}", self.app.origin())
    }

    /// Every report so far.
    pub fn reports(&self) -> Vec<Report> {
        self.reports.lock().expect("no panic holds it").clone()
    }

    /// What there is to hear from here on.
    pub fn listen(&self) -> Listening<'_> {
        Listening { site: self, from: self.reports().len() }
    }
}

/// The reports since some moment.
#[derive(Clone, Copy, Debug)]
pub struct Listening<'a> {
    site: &'a Site,
    from: usize,
}

impl Listening<'_> {
    /// All of this kind so far.
    pub fn heard(&self, what: &str) -> Vec<Report> {
        let mut reports = self.site.reports().split_off(self.from);
        reports.retain(|report| report.what == what);
        reports
    }

    /// Waits for one of this kind, for as long as the page shows that it gets on.
    ///
    /// # Errors
    /// Nothing comes within the limit, or the page reports a failure.
    pub async fn until(&self, limit: Duration, what: &str) -> Result<Report> {
        loop {
            let before = self.site.reports().len();
            let expected = format!("the page to report {what:?}");
            let heard = wait::until_within(limit, &expected, async || {
                if let Some(report) = self.heard("failed").first() {
                    bail!("the page failed: {}", report.details["message"]);
                }
                let report = self.heard(what).into_iter().next();
                let progress = self.site.reports().len() > before;
                Ok(if report.is_some() || progress { Some(report) } else { None })
            });
            if let Some(report) = heard.await? {
                return Ok(report);
            }
        }
    }
}

fn routes(reports: &Reports) -> Router {
    Router::new()
        .route("/measure/report", post(add))
        .route("/measure/{file}", get(async |Segment(name): Segment<String>| file(&Path::new(PAGES).join(name)).await))
        .with_state(reports.clone())
}

// The body says what it is only to us: beacons cannot carry JSON's content type.
async fn add(State(reports): State<Reports>, body: String) -> StatusCode {
    match serde_json::from_str(&body) {
        Ok(report) => {
            reports.lock().expect("no panic holds it").push(report);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}
