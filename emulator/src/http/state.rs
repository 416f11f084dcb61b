//! What the emulator's sites share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use serde_json::json;

use crate::clock::Clock;
use crate::code::Codes;
use crate::nonce::Nonces;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::session::request::record;
use crate::session::store::Sessions;
use crate::setup::Setup;
use crate::wire::{Poll, Session, SessionRequest};

pub(crate) struct State {
    /// Complete: with an API key.
    pub(crate) setup: Setup,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    sessions: Mutex<Sessions>,
    nonces: Mutex<Nonces>,
    codes: Mutex<Codes>,
}

/// What [`State::save`] writes.
#[derive(Deserialize)]
struct Memory {
    ahead_ms: u64,
    sessions: Sessions,
    codes: Codes,
    nonces: Nonces,
}

impl State {
    pub(crate) fn new(setup: Setup, clock: Clock, random: Random) -> Self {
        Self { setup, clock, random, sessions: Mutex::default(), nonces: Mutex::default(), codes: Mutex::default() }
    }

    pub(crate) fn api_key(&self) -> &str {
        self.setup.api_key.as_deref().unwrap_or_default()
    }

    /// The app's registered website.
    pub(crate) fn website(&self) -> Option<&str> {
        self.setup.app_origin.as_deref()
    }

    /// The sessions. No lock is held across an await.
    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn codes(&self) -> MutexGuard<'_, Codes> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn nonces(&self) -> MutexGuard<'_, Nonces> {
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn create_session(&self, request: SessionRequest) -> Result<Session, Refusal> {
        let now = self.clock.now();
        let record = record(request, self.website(), self.setup.script.as_ref(), now)?;
        Ok(self.sessions().add(record, &self.setup.base_url, &self.random, now))
    }

    pub(crate) fn poll(&self, token: &str) -> Poll {
        self.sessions().poll(token, self.clock.now())
    }

    /// All that it remembers.
    pub(crate) fn save(&self) -> String {
        json!({
            "ahead_ms": self.clock.ahead_ms(),
            "sessions": *self.sessions(),
            "codes": *self.codes(),
            "nonces": *self.nonces(),
        })
        .to_string()
    }

    pub(crate) fn restore(&self, saved: &str) -> Result<(), serde_json::Error> {
        let Memory { ahead_ms, sessions, codes, nonces } = serde_json::from_str(saved)?;
        self.clock.set_ahead_ms(ahead_ms);
        *self.sessions() = sessions;
        *self.codes() = codes;
        *self.nonces() = nonces;
        Ok(())
    }

    /// As it was at the start.
    pub(crate) fn reset(&self) {
        self.clock.reset();
        *self.sessions() = Sessions::default();
        *self.nonces() = Nonces::default();
        *self.codes() = Codes::default();
    }
}
