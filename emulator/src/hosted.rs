//! The hosted side as a library: requests in, answers out.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll as Progress, Waker};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::HOST;
use axum::http::{HeaderValue, Request, Response, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::IntoResponse;
use tower::ServiceExt;

use crate::clock::Clock;
use crate::http::body::parse;
use crate::http::page::Bases;
use crate::http::state::State;
use crate::http::{api, app, connect, control, log, page, provider};
use crate::managed::{ManagedSecretRequest, ManagedSecretSession};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::script::Script;
use crate::setup::{Setup, SetupError};
use crate::wire::{Poll, Session, SessionRequest};

/// Alter's hosted side, wherever it runs: it opens no socket, waits for nothing, and is given its clock and its
/// randomness. Clones are the same hosted side.
#[derive(Clone)]
pub struct HostedSide {
    state: Arc<State>,
}

/// One of the places that the hosted side answers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The API and the hosted Connect page: [`Setup::base_url`].
    Connect,
    /// The provider consent pages: [`Setup::provider_url`].
    Provider,
    /// The backend of a small app: [`Setup::app_url`]. Its files are not the emulator's business.
    App,
}

impl HostedSide {
    /// `now` reads the machine's clock; `random` fills a slice with bytes that nobody can guess.
    pub fn new(
        setup: Setup,
        now: impl Fn() -> SystemTime + Send + Sync + 'static,
        random: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Result<Self, SetupError> {
        let random = Random::new(random);
        let setup = setup.complete(&random)?;
        Ok(Self { state: Arc::new(State::new(setup, Clock::new(now), random)) })
    }

    /// What the hosted side was set up with. `api_key` and `app_origin` are filled in.
    pub fn setup(&self) -> &Setup {
        &self.state.setup
    }

    /// The requests that a site answers. What the app's backend does not have is answered with an empty 404, and gets no
    /// line: see [`note`](Self::note).
    pub fn router(&self, site: Site) -> Router {
        let own = |bases: &Bases| from_fn_with_state(bases.clone(), page::check_host);
        self.served(match site {
            Site::Connect => api::routes().merge(connect::routes()).merge(control::routes()).fallback(page::not_found),
            Site::Provider => provider::routes().layer(own(&self.state.provider)),
            Site::App => app::routes().layer(own(&self.state.app)),
        })
    }

    /// The app's backend, with files for what it does not have.
    #[cfg(feature = "server")]
    pub(crate) fn app_with(&self, files: Router) -> Router {
        let own = from_fn_with_state(self.state.app.clone(), page::check_host);
        self.served(app::routes().fallback_service(files).layer(own))
    }

    /// What each request and each answer goes through.
    fn served(&self, routes: Router<Arc<State>>) -> Router {
        routes
            .layer(from_fn(page::take_body))
            .layer(from_fn_with_state(Arc::clone(&self.state), log::note))
            .layer(map_response(page::set_headers))
            .with_state(Arc::clone(&self.state))
    }

    /// Answers a request; its address says which site it is for.
    pub fn handle(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let answer = pin!(self.answer(request));
        match answer.poll(&mut Context::from_waker(Waker::noop())) {
            Progress::Ready(response) => response,
            // Out of reach: all that there is to wait for is a body, and that is in memory.
            Progress::Pending => {
                let mut response = Response::new(Vec::new());
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                response
            }
        }
    }

    async fn answer(&self, mut request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let response = match self.site(request.uri()) {
            Some((site, path)) => {
                name_host(&mut request);
                *request.uri_mut() = path;
                let Ok(response) = self.router(site).oneshot(request.map(Body::from)).await;
                response
            }
            None => {
                let refused = page::foreign_host(&self.state.connect).into_response();
                log::answered(&self.state, request.method().as_str(), request.uri().path(), &refused);
                refused
            }
        };
        let (parts, body) = response.into_parts();
        match to_bytes(body, usize::MAX).await {
            Ok(body) => Response::from_parts(parts, body.into()),
            Err(_) => Response::from_parts(parts, Vec::new()),
        }
    }

    /// Creates a session without a signed request; the same checks apply to its values.
    pub fn create_session(&self, request: SessionRequest) -> Result<Session, Refusal> {
        self.state.create_session(request)
    }

    /// Creates a session for a managed secret without a signed request; the same checks apply to its values.
    pub fn create_managed_secret_session(
        &self,
        request: &ManagedSecretRequest,
    ) -> Result<ManagedSecretSession, Refusal> {
        self.state.create_managed_secret_session(request)
    }

    /// As [`create_session`](Self::create_session) for a request that is still JSON: also checks what type its fields have.
    pub fn create_session_of_json(&self, request: &[u8]) -> Result<Session, Refusal> {
        self.create_session(parse(request)?)
    }

    /// As [`create_managed_secret_session`](Self::create_managed_secret_session) for a request that is still JSON.
    pub fn create_managed_secret_session_of_json(&self, request: &[u8]) -> Result<ManagedSecretSession, Refusal> {
        self.create_managed_secret_session(&parse(request)?)
    }

    /// What a backend that polls this session is told.
    pub fn poll_session(&self, session_token: &str) -> Poll {
        self.state.poll(session_token)
    }

    /// Moves the clock that sessions live by. Signatures are still checked against the machine's clock.
    pub fn advance_clock(&self, by: Duration) {
        self.state.advance_clock(by);
    }

    /// Scripts the sessions to come that have no script of their own: instead of [`Setup::script`], until a
    /// [`reset`](Self::reset).
    pub fn set_script(&self, script: Option<Script>) {
        self.state.set_script(script, None);
    }

    /// What happened since the last call, in lines: each request, and what became of each session. No token is in
    /// them.
    pub fn take_log(&self) -> Vec<String> {
        self.state.take_log()
    }

    /// Writes the line for an answer that was sent in place of the empty 404 for what the app's backend does not have.
    pub fn note(&self, method: &str, path: &str, status: StatusCode) {
        log::answered(&self.state, method, path, &status.into_response());
    }

    /// All that the hosted side remembers, for [`restore`](Self::restore): a service worker may be ended at any time. It has
    /// session tokens in it.
    pub fn save(&self) -> String {
        self.state.save()
    }

    /// Remembers what [`save`](Self::save) gave, and nothing else. The setup is not part of it.
    pub fn restore(&self, saved: &str) -> Result<(), serde_json::Error> {
        self.state.restore(saved)
    }

    /// Forgets every session, grant, moved clock and script that was set meanwhile. Addresses and API key stay.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// The site that an address is of, and its path there.
    fn site(&self, uri: &Uri) -> Option<(Site, Uri)> {
        let address = uri.to_string();
        let State { connect, provider, app, .. } = &*self.state;
        let sites = [(connect, Site::Connect), (provider, Site::Provider), (app, Site::App)];
        // An app without an address has none that a path could follow.
        let path_at = |base: &str| {
            let path = address.strip_prefix(base).filter(|path| !base.is_empty() && path.starts_with('/'))?;
            path.parse().ok()
        };
        sites.into_iter().find_map(|(bases, site)| Some((site, bases.iter().find_map(path_at)?)))
    }
}

impl std::fmt::Debug for HostedSide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Setup { base_url, provider_url, app_url, .. } = self.setup();
        f.debug_struct("HostedSide")
            .field("base_url", base_url)
            .field("provider_url", provider_url)
            .field("app_url", app_url)
            .finish_non_exhaustive()
    }
}

/// A service worker sees no `Host`; the address has it.
fn name_host(request: &mut Request<Vec<u8>>) {
    let host = request.uri().authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok());
    if let (None, Some(host)) = (request.headers().get(HOST), host) {
        request.headers_mut().insert(HOST, host);
    }
}
