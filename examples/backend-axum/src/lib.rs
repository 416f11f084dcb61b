//! The backend of an app whose users connect accounts: creates sessions, and confirms what they led to.

mod alter;

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use serde_json::{Value, json};

pub use alter::Alter;
use alter::Progress;

/// One browser's session in progress; the browser sends it after a redirect, too. A real app keeps it with its own
/// signed-in user instead.
const COOKIE: &str = "connect_session";

type Refusal = (StatusCode, String);

struct App {
    alter: Alter,
    /// The address of the app's pages, such as `https://app.example.com`.
    origin: String,
}

#[derive(Deserialize)]
struct SessionRequest {
    return_url: Option<String>,
}

/// The routes `POST /api/session` and `POST /api/grants`, for pages of `origin`.
pub fn router(alter: Alter, origin: impl Into<String>) -> Router {
    Router::new()
        .route("/api/session", post(create_session))
        .route("/api/grants", post(confirm_grants))
        .with_state(Arc::new(App { alter, origin: origin.into().trim_end_matches('/').to_owned() }))
}

async fn create_session(
    State(app): State<Arc<App>>,
    jar: CookieJar,
    request: Option<Json<SessionRequest>>,
) -> Result<(CookieJar, Json<Value>), Refusal> {
    let start = format!("{}/", app.origin);
    let return_url = request.and_then(|Json(request)| request.return_url).unwrap_or_else(|| start.clone());
    if !return_url.starts_with(&start) {
        return Err((StatusCode::UNPROCESSABLE_ENTITY, format!("return_url has to be a page of {}", app.origin)));
    }
    let session = app.alter.create_session(&["google", "slack"], &app.origin, &return_url).await;
    let session = session.map_err(unavailable)?;
    let answer = json!({ "session_token": session.session_token, "connect_url": session.connect_url });
    let cookie = Cookie::build((COOKIE, session.session_token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.origin.starts_with("https:"));
    Ok((jar.add(cookie), Json(answer)))
}

/// Asks Alter which grants there are: users can forge what their browser sends.
async fn confirm_grants(State(app): State<Arc<App>>, jar: CookieJar) -> Result<Json<Value>, Refusal> {
    let none = |why: &str| Err((StatusCode::CONFLICT, why.to_owned()));
    let Some(token) = jar.get(COOKIE) else {
        return none("no session was created in this browser");
    };
    match app.alter.poll(token.value()).await.map_err(unavailable)? {
        // Here a real app stores each grant_id with its user.
        Progress::Completed { grants } => Ok(Json(json!({ "grants": grants }))),
        Progress::Pending => none("the user is not done"),
        Progress::Expired => none("the session has expired"),
        Progress::Error { error } => none(&format!("no grant: {}", error.error_code)),
    }
}

fn unavailable(error: anyhow::Error) -> Refusal {
    eprintln!("{error:#}");
    (StatusCode::BAD_GATEWAY, "Alter is not available".into())
}
