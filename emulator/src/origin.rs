//! Origins and addresses that an app hands to a session.

use axum::http::StatusCode;
use url::Url;

use crate::refusal::Refusal;

/// Checks an `allowed_origin` and drops its trailing slash.
///
/// The hosted page posts its result to this origin and no other, so a wildcard is refused.
pub(crate) fn parse_origin(value: &str) -> Result<String, Refusal> {
    let refuse = |what: &str| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_origin",
            format!("allowed_origin {what}."),
            "Give scheme, host and port only, e.g. \"https://app.example.com\".",
        )
    };
    if value.contains('*') {
        return Err(refuse("must name one origin, a wildcard is refused"));
    }
    let url = Url::parse(value).map_err(|_| refuse("is no absolute URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse("must be http or https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("must not carry a user name or password"));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("must have no path, query or fragment"));
    }
    Ok(url.origin().ascii_serialization())
}

/// Checks a `return_url`: absolute, http or https.
pub(crate) fn parse_return_url(value: &str) -> Result<Url, Refusal> {
    let refuse = |what: &str| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_return_url",
            format!("return_url {what}."),
            "Give the full address of the page that the user comes back to, e.g. \
             \"https://app.example.com/settings\".",
        )
    };
    let url = Url::parse(value).map_err(|_| refuse("is no absolute URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse("must be http or https"));
    }
    Ok(url)
}
