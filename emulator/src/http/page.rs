//! What all pages have in common: headers, assets, and who may ask.

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{Request, State as Shared};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get};

use crate::refusal::Refusal;

/// For every answer of the emulator.
pub(crate) async fn set_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// For every request: a body that is all there, and that nobody has to be afraid of.
pub(crate) async fn take_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match to_bytes(body, LARGEST_BODY).await {
        Ok(body) => next.run(Request::from_parts(parts, body.into())).await,
        // Or it broke off, and then nobody reads this.
        Err(_) => Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "The body has more than a megabyte.",
            "No request of Alter's needs that much: check what is sent.",
        )
        .into_response(),
    }
}

const LARGEST_BODY: usize = 1 << 20;

/// For places whose every request comes from a browser: refuses what was sent to a name that is not ours.
pub(crate) async fn check_host(Shared(bases): Shared<Bases>, request: Request, next: Next) -> Response {
    match own_base(request.headers(), &bases) {
        Ok(_) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

/// A page that runs only its own files, is never framed, and submits forms only to `form_action`.
pub(crate) fn html(template: &impl Template, form_action: &str) -> Response {
    let Ok(text) = template.render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action {form_action}"
    );
    ([(CONTENT_SECURITY_POLICY, policy)], Html(text)).into_response()
}

/// A file that is compiled in.
pub(crate) fn asset<S>(content_type: &'static str, text: &'static str) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    get(move || async move { ([(CONTENT_TYPE, content_type)], text) })
}

pub(crate) const CSS: &str = "text/css; charset=utf-8";
pub(crate) const JS: &str = "text/javascript; charset=utf-8";

/// What browsers may know a site by: its address, the same port on `localhost`, and where a public address leads here, this
/// machine's own too, since some tunnels pass that on.
#[derive(Clone, Debug)]
pub(crate) struct Bases(Vec<String>);

impl Bases {
    pub(crate) fn of(url: &str, local: Option<&str>) -> Self {
        let twin = |url: &str| url.replace("127.0.0.1", "localhost");
        let all = [Some(url), local].into_iter().flatten().flat_map(|url| [url.to_owned(), twin(url)]);
        Self(all.collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether all of them are this machine's.
    pub(crate) fn are_local(&self) -> bool {
        self.0.len() == 2
    }
}

/// The base that a request was sent to. Any other `Host` is refused, so that no foreign name can be pointed here.
pub(crate) fn own_base(headers: &HeaderMap, bases: &Bases) -> Result<String, Refusal> {
    let asked = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = |base: &str| origin(base).split_once("://").map(|(_, host)| host.to_owned());
    let found = bases.iter().find(|base| host(base).as_deref() == asked);
    found.map(str::to_owned).ok_or_else(|| foreign_host(bases))
}

/// Scheme, host and port of a base.
pub(crate) fn origin(base: &str) -> &str {
    &base[..base.len() - path(base).len()]
}

/// What a site's own paths come after: empty, unless it shares its origin with others.
pub(crate) fn path(base: &str) -> &str {
    let host = base.find("://").map_or(0, |scheme| scheme + 3);
    base[host..].find('/').map_or("", |path| &base[host + path..])
}

/// For requests that were sent to a name that is not ours.
pub(crate) fn foreign_host(bases: &Bases) -> Refusal {
    let url = bases.iter().next().unwrap_or_default();
    Refusal::new(
        StatusCode::FORBIDDEN,
        "foreign_host",
        "The Host header is not this server's.",
        format!("Open {url} instead, or start the emulator with --public-url."),
    )
}

/// Refuses requests that another site's page makes. Answers what the browser knows this site by.
pub(crate) fn same_origin(headers: &HeaderMap, bases: &Bases) -> Result<String, Refusal> {
    let own = own_base(headers, bases)?;
    let asking = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    bases.iter().find(|base| asking == Some(origin(base))).map(str::to_owned).ok_or_else(|| {
        let message = "Only this server's own pages may ask that.";
        Refusal::new(StatusCode::FORBIDDEN, "foreign_origin", message, format!("Open {own} in a browser."))
    })
}

/// Refuses what another site's page asks, and lets programs ask: they send no `Origin`, and pages always do with what
/// changes something.
pub(crate) fn own_machine(headers: &HeaderMap, bases: &Bases) -> Result<(), Refusal> {
    match headers.contains_key(ORIGIN) {
        true => same_origin(headers, bases).map(drop),
        false => own_base(headers, bases).map(drop),
    }
}

/// For addresses that the emulator does not have.
pub(crate) async fn not_found(uri: Uri) -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "not_found",
        format!("The emulator has no {}.", uri.path()),
        "It has POST /sdk/oauth/connect/session, POST /sdk/oauth/connect/session/poll, the page /sdk/oauth/connect, \
         and / for you.",
    )
}
