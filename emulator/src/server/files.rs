//! The files of a small app.

use std::path::Path;

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::{Router, middleware};
use tower_http::services::ServeDir;

use crate::http::page::set_headers;

/// Adds the folders to the routes of the app's backend.
pub(crate) fn serve(backend: Router, app_dir: &Path, dist_dir: Option<&Path>) -> Router {
    let mut files = Router::new();
    if let Some(dist_dir) = dist_dir {
        files = files.nest_service("/dist", ServeDir::new(dist_dir));
    }
    let files = files
        .fallback_service(ServeDir::new(app_dir))
        .layer(middleware::map_response(say_charset))
        .layer(middleware::map_response(set_headers));
    backend.fallback_service(files)
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
