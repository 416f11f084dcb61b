//! The cookie that a browser is known by: a flow goes on in the browser which opened it.
//!
//! One cookie, however many flows: browsers send all cookies of a host with each request, and servers take so many.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

const NAME: &str = "alter_browser";

/// For `Set-Cookie`. Pages below `path` get it, their scripts don't.
pub(crate) fn binding(value: &str, path: &str) -> String {
    format!("{NAME}={value}; Path={path}; HttpOnly; SameSite=Lax")
}

/// What this browser is known by: more than one value where emulators at other paths or ports have set theirs.
pub(crate) fn known(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(name, _)| *name == NAME)
        .map(|(_, value)| value.to_owned())
        .collect()
}
