//! The cookie that binds a flow to the browser which opened it.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// For `Set-Cookie`. Pages below `path` get it, their scripts don't.
pub(crate) fn binding(flow: &str, value: &str, path: &str) -> String {
    format!("{}={value}; Path={path}; HttpOnly; SameSite=Lax", name(flow))
}

/// The value that this browser has for a flow.
pub(crate) fn bound(headers: &HeaderMap, flow: &str) -> Option<String> {
    let name = name(flow);
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then(|| value.to_owned()))
}

fn name(flow: &str) -> String {
    format!("alter_flow_{flow}")
}
