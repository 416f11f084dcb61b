//! A small app of one's own: a static folder on a third origin, and the backend that its page needs.

use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router, middleware};
use serde::Serialize;
use tower_http::services::ServeDir;

use crate::Refusal;
use crate::api::{PollRequest, parse};
use crate::page::same_origin;
use crate::state::State;
use crate::wire::{Poll, Session, SessionRequest};

pub(crate) fn routes(app_dir: &Path, dist_dir: Option<&Path>, url: String) -> Router<Arc<State>> {
    let own: Arc<str> = url.into();
    let create = {
        let own = Arc::clone(&own);
        move |state, headers, body| async move { create(&own, state, headers, body) }
    };
    let poll = move |state, headers, body| async move { poll(&own, state, headers, body) };
    let mut router = Router::new().route("/api/session", post(create)).route("/api/poll", post(poll));
    if let Some(dist_dir) = dist_dir {
        router = router.nest_service("/dist", ServeDir::new(dist_dir));
    }
    router.fallback_service(ServeDir::new(app_dir)).layer(middleware::map_response(say_charset))
}

#[derive(Serialize)]
struct AppSession {
    #[serde(flatten)]
    session: Session,
    /// The SDK's `baseURL`.
    base_url: String,
}

fn create(
    own: &str,
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<AppSession>, Refusal> {
    let origin = same_origin(&headers, own)?;
    let mut request: SessionRequest = if body.is_empty() { SessionRequest::default() } else { parse(&body)? };
    request.return_url.get_or_insert_with(|| format!("{origin}/"));
    request.allowed_origin = Some(origin);
    Ok(Json(AppSession { session: state.create_session(request)?, base_url: state.base_url.clone() }))
}

fn poll(own: &str, Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Poll>, Refusal> {
    same_origin(&headers, own)?;
    let request: PollRequest = parse(&body)?;
    Ok(Json(state.poll(&request.session_token)))
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
