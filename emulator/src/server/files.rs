//! The files of a small app.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

/// What the folders have.
pub(crate) fn serve(app_dir: &Path, dist_dir: Option<&Path>) -> Router {
    let mut files = Router::new();
    if let Some(dist_dir) = dist_dir {
        files = files.nest_service("/dist", ServeDir::new(dist_dir));
    }
    files.fallback_service(ServeDir::new(app_dir)).layer(map_response(say_charset)).layer(from_fn(hide))
}

/// Settings and secrets lie in files whose names begin with a dot; `//` would make a redirect lead to another server.
async fn hide(request: Request, next: Next) -> Response {
    let path = request.uri().path().replace("%2e", ".").replace("%2E", ".");
    let mut names = path.split('/');
    if path.starts_with("//") || names.any(|name| name.starts_with('.') && name != ".well-known") {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}

/// Text files are UTF-8, whatever a browser would guess.
async fn say_charset(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let text = headers
        .get(CONTENT_TYPE)
        .and_then(|mime| mime.to_str().ok())
        .filter(|mime| mime.starts_with("text/") && !mime.contains("charset"))
        .map(|mime| format!("{mime}; charset=utf-8"));
    if let Some(mime) = text.and_then(|mime| HeaderValue::from_str(&mime).ok()) {
        headers.insert(CONTENT_TYPE, mime);
    }
    response
}
