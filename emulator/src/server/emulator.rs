//! A running emulator.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::hosted::HostedSide;
use crate::managed::{ManagedSecretRequest, ManagedSecretSession};
use crate::refusal::Refusal;
use crate::script::Script;
use crate::wire::{Poll, Session, SessionRequest};

/// A running emulator. It listens on 127.0.0.1 only and stops when dropped.
///
/// ```no_run
/// use alter_connect_emulator::{Emulator, SessionRequest};
///
/// # async fn demo() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::builder().app_origin("http://127.0.0.1:8080").start().await?;
/// let session = emulator
///     .create_session(SessionRequest {
///         allowed_providers: Some(vec!["google".into()]),
///         metadata: Some(serde_json::json!({"emulator": {"outcome": "approve"}})),
///         ..Default::default()
///     })
///     .await?;
/// println!("{}", session.connect_url);
/// # Ok(()) }
/// ```
pub struct Emulator {
    pub(crate) hosted: HostedSide,
    pub(crate) servers: JoinSet<()>,
    /// The servers stop when this is gone.
    pub(crate) running: watch::Sender<()>,
}

impl Emulator {
    /// `http://127.0.0.1:PORT`: the API and the hosted Connect page. The SDK's `baseURL`, the
    /// backend client's `ALTER_BASE_URL`.
    pub fn base_url(&self) -> &str {
        &self.hosted.setup().base_url
    }

    /// The origin of the provider consent pages.
    pub fn provider_url(&self) -> &str {
        &self.hosted.setup().provider_url
    }

    /// The origin that serves the folder given with [`Builder::app_dir`](crate::Builder::app_dir).
    pub fn app_url(&self) -> Option<&str> {
        self.hosted.setup().app_url.as_deref()
    }

    /// The one API key that the backend endpoints accept.
    pub fn api_key(&self) -> &str {
        self.hosted.setup().api_key.as_deref().unwrap_or_default()
    }

    /// Creates a session without going over HTTP; the same checks apply to its values.
    pub async fn create_session(&self, request: SessionRequest) -> Result<Session, Refusal> {
        self.hosted.create_session(request)
    }

    /// Creates a session for a managed secret without going over HTTP; the same checks apply to its values.
    pub async fn create_managed_secret_session(
        &self,
        request: &ManagedSecretRequest,
    ) -> Result<ManagedSecretSession, Refusal> {
        self.hosted.create_managed_secret_session(request)
    }

    /// What a backend that polls this session is told.
    pub async fn poll_session(&self, session_token: &str) -> Poll {
        self.hosted.poll_session(session_token)
    }

    /// Moves the clock that sessions live by, e.g. past their 600 seconds. Signatures are still
    /// checked against the machine's clock.
    pub fn advance_clock(&self, by: Duration) {
        self.hosted.advance_clock(by);
    }

    /// Scripts the sessions to come that have no script of their own, until a [`reset`](Self::reset).
    pub fn set_script(&self, script: Option<Script>) {
        self.hosted.set_script(script);
    }

    /// Forgets every session and grant, the moved clock, and a script that was set meanwhile. Addresses and API key stay.
    pub fn reset(&self) {
        self.hosted.reset();
    }

    /// Stops listening, and waits a moment for requests that are being answered.
    pub async fn shutdown(self) {
        let Self { mut servers, running, .. } = self;
        drop(running);
        let all_done = async { while servers.join_next().await.is_some() {} };
        // A browser that keeps a request open must not hold up its test.
        let _ = tokio::time::timeout(Duration::from_secs(2), all_done).await;
        servers.abort_all();
    }
}

impl std::fmt::Debug for Emulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Emulator")
            .field("base_url", &self.base_url())
            .field("provider_url", &self.provider_url())
            .field("app_url", &self.app_url())
            .finish_non_exhaustive()
    }
}
