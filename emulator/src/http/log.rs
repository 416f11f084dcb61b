//! A line for each request.

use std::sync::Arc;

use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::state::State;
use crate::refusal::Said;

/// What the pages load beside themselves, and the page that looks at this very log, say nothing new.
const QUIET: [&str; 3] = [".css", ".js", "/emulator/sessions"];

pub(crate) async fn note(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    // Without the query: codes and states are in there.
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    answered(&state, method.as_str(), &path, &response);
    response
}

/// The line for an answer that is sent now.
pub(crate) fn answered(state: &State, method: &str, path: &str, response: &Response) {
    let quiet = method == "GET" && QUIET.iter().any(|end| path.ends_with(end));
    if response.extensions().get::<Unnoted>().is_none() && !(quiet && response.status().is_success()) {
        let refusal = response.extensions().get::<Said>().map_or(String::new(), |Said(said)| format!("  {said}"));
        state.note(&format!("{method} {path} {}{refusal}", response.status().as_u16()));
    }
}

/// For an answer that gets no line: it was given before (a backend asks every other second), or another one is sent in its
/// place.
#[derive(Clone)]
pub(crate) struct Unnoted;
