//! A local stand-in for Alter's hosted side.
//!
//! It speaks the backend API (session creation and polling, with verified signatures), serves the
//! hosted Connect page, and plays the provider on a second origin.
//!
//! ```no_run
//! use alter_connect_emulator::{Emulator, SessionRequest};
//!
//! # async fn demo() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::builder().app_origin("http://127.0.0.1:8080").start().await?;
//! let session = emulator
//!     .create_session(SessionRequest {
//!         allowed_providers: Some(vec!["google".into()]),
//!         metadata: Some(serde_json::json!({"emulator": {"outcome": "approve"}})),
//!         ..Default::default()
//!     })
//!     .await?;
//! println!("{}", session.connect_url);
//! # Ok(()) }
//! ```

mod api;
mod app;
mod browser;
mod builder;
mod catalog;
mod clock;
mod connect;
mod delivery;
mod flow;
mod grant;
mod origin;
mod page;
mod provider;
mod refusal;
mod script;
mod session;
mod signature;
mod state;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

pub use builder::{Builder, StartError};
pub use refusal::Refusal;
pub use script::{Outcome, Script};
use state::State;
pub use wire::{Declined, Poll, PolledError, PolledGrant, Session, SessionRequest};

/// A running emulator. It listens on 127.0.0.1 only and stops when dropped.
pub struct Emulator {
    state: Arc<State>,
    app_url: Option<String>,
    servers: JoinSet<()>,
    /// The servers stop when this is gone.
    running: watch::Sender<()>,
}

impl Emulator {
    /// An emulator on free ports with a generated API key, unless told otherwise.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `http://127.0.0.1:PORT`: the API and the hosted Connect page. The SDK's `baseURL`, the
    /// backend client's `ALTER_BASE_URL`.
    pub fn base_url(&self) -> &str {
        &self.state.base_url
    }

    /// The origin of the provider consent pages.
    pub fn provider_url(&self) -> &str {
        &self.state.provider_url
    }

    /// The origin that serves the folder given with [`Builder::app_dir`].
    pub fn app_url(&self) -> Option<&str> {
        self.app_url.as_deref()
    }

    /// The one API key that the backend endpoints accept.
    pub fn api_key(&self) -> &str {
        &self.state.api_key
    }

    /// Creates a session without going over HTTP; the same checks apply to its values.
    pub async fn create_session(&self, request: SessionRequest) -> Result<Session, Refusal> {
        self.state.create_session(request)
    }

    /// What a backend that polls this session is told.
    pub async fn poll_session(&self, session_token: &str) -> Poll {
        self.state.poll(session_token)
    }

    /// Moves the clock that sessions live by, e.g. past their 600 seconds. Signatures are still
    /// checked against the machine's clock.
    pub fn advance_clock(&self, by: Duration) {
        self.state.clock.advance(by);
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
            .field("app_url", &self.app_url)
            .finish_non_exhaustive()
    }
}
