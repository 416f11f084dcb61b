//! The hosted Connect page and the endpoints that only it uses.

use std::sync::Arc;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::api::parse;
use crate::delivery::Delivery;
use crate::flow::{Action, CALLBACK, Places, Return, View};
use crate::page::{CSS, JS, asset, html, own_origin, same_origin};
use crate::state::State;

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route(PATH, get(page))
        .route("/sdk/oauth/connect/open", post(open))
        .route("/sdk/oauth/connect/flow", post(act))
        .route(CALLBACK, get(callback))
        .route("/sdk/oauth/connect/style.css", asset(CSS, include_str!("../pages/style.css")))
        .route("/sdk/oauth/connect/connect.js", asset(JS, include_str!("../pages/connect.js")))
}

const PATH: &str = "/sdk/oauth/connect";

#[derive(Template)]
#[template(path = "connect.html")]
struct ConnectPage;

async fn page(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Result<Response, Refusal> {
    own_origin(&headers, &state.base_url)?;
    Ok(html(&ConnectPage, "'self'"))
}

#[derive(Deserialize)]
struct Open {
    session_token: String,
}

#[derive(Serialize)]
struct Opened {
    /// The flow's id; none when there is nothing to go on with.
    flow: Option<String>,
    /// Host of the app that asked.
    app: Option<String>,
    #[serde(flatten)]
    view: View,
}

/// Exchanges the token for a flow that is bound to this browser by a cookie.
async fn open(
    Shared(state): Shared<Arc<State>>,
    jar: CookieJar,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(CookieJar, Json<Opened>), Refusal> {
    let own = same_origin(&headers, &state.base_url)?;
    let Open { session_token } = parse(&body)?;
    let now = state.clock.now();
    let mut sessions = state.sessions();
    let website = state.website.as_deref();
    let (id, cookie) = match sessions.open(&session_token, cookies(&jar), website, now) {
        Ok(flow) => (flow.id.clone(), flow.cookie.clone()),
        Err(delivery) => return Ok((jar, Json(refused(*delivery)))),
    };
    let places = Places { connect: &own, provider: &state.provider_url };
    let opened = sessions.act(&id, &cookie, &Action::Resume, &places, now);
    let opened = match opened {
        Some((view, app)) => Opened { flow: Some(id.clone()), app, view },
        None => refused(Delivery::unknown_session(website)),
    };
    let binding = Cookie::build((cookie_name(&id), cookie)).path(PATH).http_only(true).same_site(SameSite::Lax);
    Ok((jar.add(binding), Json(opened)))
}

#[derive(Deserialize)]
struct Act {
    flow: String,
    #[serde(flatten)]
    action: Action,
}

async fn act(
    Shared(state): Shared<Arc<State>>,
    jar: CookieJar,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Opened>, Refusal> {
    let own = same_origin(&headers, &state.base_url)?;
    let Act { flow, action } = parse(&body)?;
    let cookie = cookies(&jar)(&flow).unwrap_or_default();
    let places = Places { connect: &own, provider: &state.provider_url };
    let now = state.clock.now();
    let acted = state.sessions().act(&flow, &cookie, &action, &places, now);
    Ok(Json(match acted {
        Some((view, app)) => Opened { flow: Some(flow), app, view },
        None => refused(Delivery::unknown_session(state.website.as_deref())),
    }))
}

fn refused(delivery: Delivery) -> Opened {
    Opened { flow: None, app: None, view: View::Deliver(delivery) }
}

/// What a provider sends the browser back with (RFC 6749, 4.1.2).
#[derive(Deserialize)]
struct Callback {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

async fn callback(
    Shared(state): Shared<Arc<State>>,
    jar: CookieJar,
    headers: HeaderMap,
    Query(query): Query<Callback>,
) -> Result<Response, Refusal> {
    own_origin(&headers, &state.base_url)?;
    let visit = query.state.unwrap_or_default();
    let end = || match (query.code, query.error.as_deref()) {
        // Stands for the call to the provider's token endpoint.
        (Some(code), None) => match state.codes().redeem(&code, &visit) {
            Some(account) => Return::Approved { account },
            None => Return::Failed { reason: "the code it sent can't be used.".into() },
        },
        (_, Some("access_denied")) => Return::Denied,
        (_, error) => Return::Failed {
            reason: query.error_description.unwrap_or_else(|| error.unwrap_or("it sent no code.").into()),
        },
    };
    let now = state.clock.now();
    let flow = state.sessions().returned(&visit, cookies(&jar), end, now);
    // Without a flow the page says that the link can't be used.
    let fragment = format!("{PATH}#flow={}", flow.unwrap_or_default());
    Ok(Redirect::to(&fragment).into_response())
}

fn cookie_name(flow: &str) -> String {
    format!("alter_flow_{flow}")
}

fn cookies(jar: &CookieJar) -> impl Fn(&str) -> Option<String> + '_ {
    |flow| Some(jar.get(&cookie_name(flow))?.value().to_owned())
}
