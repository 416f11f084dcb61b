//! Files that a project has built, on an origin of their own with the app's backend.

use std::path::Path;
use std::sync::Arc;

use alter_connect_e2e::{Backend, Origin, Stage};
use anyhow::Result;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Html;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tower_http::services::ServeDir;

/// The account that every session of a site is granted.
pub const ACCOUNT: &str = "ada@example.com";

/// A folder on a free port of 127.0.0.1 until dropped. `POST /api/session` there answers with the token, the base URL
/// and the Connect URL of a session that the emulator approves by itself, unless the request has an `emulator` that says
/// otherwise. `POST /api/form` does so for a form with files. A page `isolated.html` is served with `Cross-Origin-Opener-Policy: same-origin`.
#[derive(Debug)]
pub struct Site {
    origin: Origin,
}

impl Site {
    /// Starts it. Sessions are for pages of `app_origin`, or else of the site itself.
    pub async fn start(stage: &Stage, folder: &Path, app_origin: Option<&str>) -> Result<Self> {
        let backend = stage.backend.clone();
        let base_url: Arc<str> = stage.emulator.base_url().into();
        let isolated = folder.join("isolated.html");
        let isolated = move || async move {
            let page = std::fs::read_to_string(isolated).map_err(|_| StatusCode::NOT_FOUND)?;
            Ok::<_, StatusCode>(([("cross-origin-opener-policy", "same-origin")], Html(page)))
        };
        let files = Router::new().route("/isolated.html", get(isolated)).fallback_service(ServeDir::new(folder));
        let origin = Origin::serve(|origin| {
            let app_origin: Arc<str> = app_origin.unwrap_or(origin).into();
            let session = move |request: Option<Json<Value>>| {
                session(backend.clone(), base_url.clone(), app_origin.clone(), request)
            };
            let form = {
                let session = session.clone();
                async move |headers: HeaderMap| match headers.get(CONTENT_TYPE) {
                    Some(kind) if kind.as_bytes().starts_with(b"multipart/form-data; boundary=") => session(None).await,
                    kind => Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("{kind:?} is no form"))),
                }
            };
            files.route("/api/session", post(session)).route("/api/form", post(form))
        })
        .await?;
        Ok(Self { origin })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        self.origin.url()
    }
}

async fn session(
    backend: Backend,
    base_url: Arc<str>,
    app_origin: Arc<str>,
    request: Option<Json<Value>>,
) -> Result<Json<Value>, (StatusCode, String)> {
    let Json(asked) = request.unwrap_or_default();
    let mut script = json!({ "outcome": "approve", "accounts": [ACCOUNT] });
    for (key, value) in asked["emulator"].as_object().into_iter().flatten() {
        script[key] = value.clone();
    }
    let request = json!({
        "allowed_providers": ["google"],
        "allowed_origin": &*app_origin,
        "return_url": asked["return_url"],
        "metadata": { "emulator": script },
    });
    match backend.create_session(&request).await {
        Ok(session) => Ok(Json(json!({
            "token": session["session_token"],
            "connect_url": session["connect_url"],
            "baseURL": &*base_url,
        }))),
        Err(error) => Err((StatusCode::BAD_GATEWAY, format!("{error:#}"))),
    }
}
