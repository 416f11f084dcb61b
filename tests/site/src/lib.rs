//! Serves `target/site` as any host of static files would, under a path of its own, and notes what went wrong in a
//! browser that came to see it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use alter_connect_e2e::{Origin, Stage, Window, repository};
use anyhow::{Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// Where the site is mounted: not at the root.
pub const PATH: &str = "/people/connect/";

const RECORDER: &str = include_str!("../pages/recorder.js");

/// The site on a free port of 127.0.0.1 until dropped.
#[derive(Debug)]
pub struct StaticHost {
    origin: Origin,
    failed: Arc<Mutex<Vec<String>>>,
}

/// The folder that `cargo xtask site` fills.
pub fn folder() -> Result<PathBuf> {
    let folder = repository().join("target/site");
    ensure!(folder.join("index.html").is_file(), "target/site is not there: run `cargo xtask site`");
    Ok(folder)
}

impl StaticHost {
    /// Serves the built site.
    pub async fn start() -> Result<Self> {
        let folder = folder()?;
        let failed = Arc::<Mutex<Vec<String>>>::default();
        let noted = failed.clone();
        let note = from_fn(move |request: Request, next: Next| {
            let noted = noted.clone();
            async move {
                let path = request.uri().path().to_owned();
                let response = next.run(request).await;
                let status = response.status();
                if status.is_client_error() || status.is_server_error() {
                    noted.lock().expect("no panic holds it").push(format!("{status} {path}"));
                }
                recorded(response).await
            }
        });
        let routes = Router::new()
            .route("/recorder.js", get(async || ([(CONTENT_TYPE, "text/javascript")], RECORDER)))
            .nest_service(PATH, ServeDir::new(folder))
            .layer(note)
            .layer(CompressionLayer::new());
        Ok(Self { origin: Origin::serve(|_| routes).await?, failed })
    }

    /// Serves the built site, and shows its front page in the main window.
    pub async fn visited(stage: &Stage) -> Result<(Self, &Window)> {
        let host = Self::start().await?;
        let page = stage.browser.main();
        page.goto(&host.url()).await?;
        Ok((host, page))
    }

    /// The address of the front page.
    pub fn url(&self) -> String {
        format!("{}{PATH}", self.origin.url())
    }

    /// Nothing was missing so far, and the page's console has no error.
    pub async fn is_quiet(&self, page: &Window) -> Result<()> {
        let said: Vec<String> = page.script("return window.complaints ?? ['no recorder']", vec![]).await?;
        assert_eq!(said, Vec::<String>::new(), "the console of {} was told something", page.url().await?);
        let failed = self.failed.lock().expect("no panic holds it").clone();
        assert_eq!(failed, Vec::<String>::new(), "something was asked for that is not there");
        Ok(())
    }
}

/// A page with the recorder before everything else: that is all that is added.
async fn recorded(response: Response) -> Response {
    if !response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let page = String::from_utf8_lossy(&page).replacen("<head>", "<head><script src=/recorder.js></script>", 1);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}
