//! What the emulator's servers share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Refusal;
use crate::clock::Clock;
use crate::provider::Codes;
use crate::session::Sessions;
use crate::signature::Nonces;
use crate::wire::{Poll, Session, SessionRequest};

pub(crate) struct State {
    pub(crate) api_key: String,
    pub(crate) base_url: String,
    pub(crate) provider_url: String,
    /// The app's registered website.
    pub(crate) website: Option<String>,
    pub(crate) clock: Clock,
    pub(crate) sessions: Mutex<Sessions>,
    pub(crate) nonces: Mutex<Nonces>,
    pub(crate) codes: Mutex<Codes>,
}

impl State {
    /// The sessions. No lock is held across an await.
    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn codes(&self) -> MutexGuard<'_, Codes> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn create_session(&self, request: SessionRequest) -> Result<Session, Refusal> {
        let now = self.clock.now();
        self.sessions().create(request, &self.base_url, self.website.as_deref(), now)
    }

    pub(crate) fn poll(&self, token: &str) -> Poll {
        self.sessions().poll(token, self.clock.now())
    }
}
