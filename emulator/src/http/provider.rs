//! The provider: a consent page on an origin of its own.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Path, Query, State as Shared};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use url::Url;

use crate::http::page::{Bases, CSS, JS, asset, html, origin};
use crate::http::state::State;
use crate::script::{Outcome, Script};
use crate::session::browser::Consent;
use crate::session::flow::CALLBACK;

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(start_page))
        .route("/{provider}/authorize", get(consent_page).post(decide))
        .route("/style.css", asset(CSS, include_str!("../../pages/style.css")))
        .route("/consent.js", asset(JS, include_str!("../../pages/consent.js")))
}

const SAMPLE_ACCOUNTS: [&str; 3] = ["demo@example.com", "work@example.com", "home@example.org"];

/// An authorization request (RFC 6749, 4.1.1).
#[derive(Deserialize)]
struct Authorize {
    redirect_uri: String,
    scope: String,
    state: String,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct ConsentPage {
    provider: String,
    redirect_uri: String,
    scopes: Vec<String>,
    state: String,
    accounts: Vec<String>,
    chosen: String,
    /// The button that the page presses by itself.
    press: Option<&'static str>,
    delay_ms: u64,
}

#[derive(Template)]
#[template(path = "stale.html")]
struct StalePage;

/// A provider has nothing to show without a sign-in; the emulator has.
async fn start_page(Shared(state): Shared<Arc<State>>) -> Redirect {
    Redirect::to(&format!("{}/", state.setup.base_url))
}

async fn consent_page(
    Shared(state): Shared<Arc<State>>,
    Path(provider): Path<String>,
    request: Result<Query<Authorize>, QueryRejection>,
) -> Response {
    let Ok(Query(request)) = request else {
        return stale();
    };
    let consent = state.sessions().consent(&request.state);
    let Some(consent) = consent.filter(|consent| consent.provider.id == provider) else {
        return stale();
    };
    if !is_registered(&request.redirect_uri, &state.connect) {
        return stale();
    }
    let script = consent.script.as_ref();
    let coop = script.is_some_and(|script| script.coop);
    let (accounts, chosen) = accounts(&consent);
    let page = ConsentPage {
        provider: consent.provider.name.clone(),
        redirect_uri: request.redirect_uri,
        scopes: request.scope.split(' ').map(Into::into).collect(),
        state: request.state,
        accounts,
        chosen,
        press: script.filter(|script| !script.pause_at_provider).map(Script::button),
        // More would make the browser press at once.
        delay_ms: script.map_or(0, |script| script.delay_ms.min(i32::MAX as u64)),
    };
    // Chromium applies form-action to the redirect after the form as well.
    let mut response =
        html(&page, &format!("'self' {}", state.connect.iter().map(origin).collect::<Vec<_>>().join(" ")));
    if coop {
        response
            .headers_mut()
            .insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    }
    response
}

#[derive(Deserialize)]
struct Decision {
    redirect_uri: String,
    state: String,
    decision: String,
    #[serde(default)]
    account: String,
    /// Typed by hand; used when no account of the list is chosen.
    #[serde(default)]
    other_account: String,
}

async fn decide(Shared(state): Shared<Arc<State>>, form: Result<Form<Decision>, FormRejection>) -> Response {
    let Ok(Form(form)) = form else {
        return stale();
    };
    // The state is unguessable, so a form of another site can't name a visit.
    if state.sessions().consent(&form.state).is_none() || !is_registered(&form.redirect_uri, &state.connect) {
        return stale();
    }
    let account = match form.account.trim() {
        "" => form.other_account.trim(),
        account => account,
    };
    let decision = match form.decision.as_str() {
        "approve" => Outcome::of_account(account).map_or("approve", Outcome::button),
        pressed => pressed,
    };
    let answer = match decision {
        "approve" if account.is_empty() => {
            vec![("error", "invalid_request".into()), ("error_description", "no account was chosen.".into())]
        }
        "approve" => vec![("code", state.codes().issue(&form.state, account, &state.random))],
        "deny" => vec![("error", "access_denied".into())],
        _ => {
            vec![("error", "server_error".into()), ("error_description", "the provider had an internal error.".into())]
        }
    };
    let Ok(mut back) = Url::parse(&form.redirect_uri) else {
        return stale();
    };
    back.query_pairs_mut().extend_pairs(answer).append_pair("state", &form.state);
    Redirect::to(back.as_str()).into_response()
}

fn stale() -> Response {
    (StatusCode::BAD_REQUEST, html(&StalePage, "'none'")).into_response()
}

/// Only the hosted page's callback may receive a code.
fn is_registered(redirect_uri: &str, connect: &Bases) -> bool {
    connect.iter().any(|base| redirect_uri.strip_prefix(base) == Some(CALLBACK))
}

/// The accounts to offer, and the one that is chosen at first.
fn accounts(consent: &Consent) -> (Vec<String>, String) {
    let scripted = consent.script.as_ref().map(|script| &script.accounts);
    let accounts = match scripted {
        Some(accounts) if !accounts.is_empty() => accounts.clone(),
        _ => SAMPLE_ACCOUNTS.map(Into::into).to_vec(),
    };
    let chosen = match scripted {
        Some(scripted) => scripted.get(consent.visited).or(scripted.last()),
        None => None,
    };
    let fresh = accounts.iter().find(|account| !consent.avoid.contains(account));
    let chosen = chosen.or(fresh).unwrap_or(&accounts[0]).clone();
    (accounts, chosen)
}
