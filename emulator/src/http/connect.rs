//! The hosted Connect page and the endpoints that only it uses.

use std::slice;
use std::sync::Arc;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Query, State as Shared};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::body::parse;
use crate::http::cookie;
use crate::http::page::{CSS, JS, asset, html, own_base, path, same_origin};
use crate::http::state::State;
use crate::refusal::Refusal;
use crate::session::delivery::Delivery;
use crate::session::flow::{CALLBACK, Places, Return};
use crate::session::view::{Action, View};

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route(PATH, get(page))
        .route("/sdk/oauth/connect/open", post(open))
        .route("/sdk/oauth/connect/flow", post(act))
        .route(CALLBACK, get(callback))
        .route("/sdk/oauth/connect/style.css", asset(CSS, include_str!("../../pages/style.css")))
        .route("/sdk/oauth/connect/connect.js", asset(JS, include_str!("../../pages/connect.js")))
}

const PATH: &str = "/sdk/oauth/connect";

#[derive(Template)]
#[template(path = "connect.html")]
struct ConnectPage;

async fn page(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Result<Response, Refusal> {
    own_base(&headers, &state.connect)?;
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
async fn open(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    let own = same_origin(&headers, &state.connect)?;
    let Open { session_token } = parse(&body)?;
    let now = state.clock.now();
    let mut sessions = state.sessions();
    let website = state.website();
    let (id, value) = match sessions.open(&session_token, &cookie::known(&headers), website, &state.random, now) {
        Ok(flow) => (flow.id.clone(), flow.cookie.clone()),
        Err(delivery) => return Ok(Json(json!(refused(*delivery))).into_response()),
    };
    let places = Places { connect: &own, provider: &state.setup.provider_url };
    let opened = sessions.act(&id, slice::from_ref(&value), &Action::Resume, &places, &state.random, now);
    let opened = match opened {
        Some((view, app)) => Opened { flow: Some(id.clone()), app, view },
        None => refused(Delivery::unknown_session(website)),
    };
    let binding = cookie::binding(&value, &format!("{}{PATH}", path(&own)));
    Ok(([(SET_COOKIE, binding)], Json(json!(opened))).into_response())
}

#[derive(Deserialize)]
struct Act {
    flow: String,
    #[serde(flatten)]
    action: Action,
}

async fn act(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Refusal> {
    let own = same_origin(&headers, &state.connect)?;
    let Act { flow, action } = parse(&body)?;
    let cookies = cookie::known(&headers);
    let places = Places { connect: &own, provider: &state.setup.provider_url };
    let now = state.clock.now();
    let acted = state.sessions().act(&flow, &cookies, &action, &places, &state.random, now);
    Ok(Json(json!(match acted {
        Some((view, app)) => Opened { flow: Some(flow), app, view },
        None => refused(Delivery::unknown_session(state.website())),
    })))
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
    headers: HeaderMap,
    Query(query): Query<Callback>,
) -> Result<Response, Refusal> {
    let own = own_base(&headers, &state.connect)?;
    // Behind a tunnel the browser knows this site by another name than the one that arrives.
    let own = if state.connect.are_local() { own.as_str() } else { path(&own) };
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
    let flow = state.sessions().returned(&visit, &cookie::known(&headers), end, &state.random, now);
    // Without a flow the page says that the link can't be used.
    let page = format!("{own}{PATH}#flow={}", flow.unwrap_or_default());
    Ok(Redirect::to(&page).into_response())
}
