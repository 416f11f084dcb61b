//! What the emulator's sites share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::{Clock, milliseconds};
use crate::code::Codes;
use crate::http::page::Bases;
use crate::journal::Journal;
use crate::managed::{ManagedSecretRequest, ManagedSecretSession};
use crate::nonce::Nonces;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::script::Script;
use crate::session::record::Record;
use crate::session::request::record;
use crate::session::store::Sessions;
use crate::setup::Setup;
use crate::wire::{Poll, Session, SessionRequest};

pub(crate) struct State {
    /// Complete: with an API key.
    pub(crate) setup: Setup,
    pub(crate) connect: Bases,
    pub(crate) provider: Bases,
    pub(crate) app: Bases,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    sessions: Mutex<Sessions>,
    scripted: Mutex<Scripted>,
    journal: Mutex<Journal>,
    nonces: Mutex<Nonces>,
    codes: Mutex<Codes>,
}

/// How sessions go that script nothing themselves.
#[derive(Default, Serialize, Deserialize)]
struct Scripted {
    script: Option<Script>,
    /// For so many sessions; then it is the setup's script again.
    times: Option<u64>,
}

/// What [`State::save`] writes.
#[derive(Deserialize)]
struct Memory {
    ahead_ms: u64,
    scripted: Scripted,
    sessions: Sessions,
    codes: Codes,
    nonces: Nonces,
}

impl State {
    pub(crate) fn new(setup: Setup, clock: Clock, random: Random) -> Self {
        let scripted = Scripted { script: setup.script.clone(), times: None };
        let connect = Bases::of(&setup.base_url, setup.local_base_url.as_deref());
        let provider = Bases::of(&setup.provider_url, setup.local_provider_url.as_deref());
        let app = Bases::of(setup.app_url.as_deref().unwrap_or_default(), setup.local_app_url.as_deref());
        Self {
            connect,
            provider,
            app,
            setup,
            clock,
            random,
            sessions: Mutex::default(),
            scripted: scripted.into(),
            journal: Mutex::default(),
            nonces: Mutex::default(),
            codes: Mutex::default(),
        }
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
        lock(&self.sessions)
    }

    pub(crate) fn codes(&self) -> MutexGuard<'_, Codes> {
        lock(&self.codes)
    }

    pub(crate) fn nonces(&self) -> MutexGuard<'_, Nonces> {
        lock(&self.nonces)
    }

    pub(crate) fn create_session(&self, request: SessionRequest) -> Result<Session, Refusal> {
        self.create(request, |sessions, record, now| sessions.add(record, &self.setup.base_url, &self.random, now))
    }

    pub(crate) fn create_managed_secret_session(
        &self,
        request: &ManagedSecretRequest,
    ) -> Result<ManagedSecretSession, Refusal> {
        self.create(request.common()?, |sessions, record, now| {
            sessions.add_secret(record, request, &self.setup.base_url, &self.random, now)
        })
    }

    fn create<T>(
        &self,
        request: SessionRequest,
        add: impl FnOnce(&mut Sessions, Record, SystemTime) -> T,
    ) -> Result<T, Refusal> {
        let now = self.clock.now();
        let mut scripted = lock(&self.scripted);
        let record = record(request, self.website(), scripted.script.as_ref(), now);
        if let Some(times) = &mut scripted.times {
            *times -= 1;
            if *times == 0 {
                *scripted = Scripted { script: self.setup.script.clone(), times: None };
            }
        }
        let record = record?;
        let mut sessions = self.sessions();
        sessions.check_repair(&record)?;
        let session = add(&mut sessions, record, now);
        drop(sessions);
        self.collect();
        Ok(session)
    }

    pub(crate) fn poll(&self, token: &str) -> Poll {
        self.sessions().poll(token, self.clock.now())
    }

    /// For the sessions to come that script nothing themselves.
    pub(crate) fn set_script(&self, script: Option<Script>, times: Option<u64>) {
        *lock(&self.scripted) = Scripted { script, times };
    }

    pub(crate) fn script(&self) -> Option<Script> {
        lock(&self.scripted).script.clone()
    }

    pub(crate) fn advance_clock(&self, by: Duration) {
        self.clock.advance(by);
        self.sessions().tell_all(self.clock.now());
        self.collect();
    }

    /// A line for whoever watches, after what sessions have to tell.
    pub(crate) fn note(&self, text: &str) {
        self.collect();
        lock(&self.journal).note(self.clock.machine(), text);
    }

    /// The lines since the last time.
    pub(crate) fn take_log(&self) -> Vec<String> {
        self.collect();
        lock(&self.journal).take()
    }

    fn collect(&self) {
        let news = std::mem::take(&mut self.sessions().news);
        let mut journal = lock(&self.journal);
        for text in news {
            journal.note(self.clock.machine(), &text);
        }
    }

    /// Everything at a glance.
    pub(crate) fn glance(&self) -> Value {
        let now = self.clock.now();
        json!({
            "sessions": self.sessions().glance(now),
            "clock": {"now": milliseconds(now), "ahead_ms": self.clock.ahead_ms()},
            "script": self.script(),
            "log": lock(&self.journal).latest(),
        })
    }

    /// All that it remembers.
    pub(crate) fn save(&self) -> String {
        json!({
            "ahead_ms": self.clock.ahead_ms(),
            "sessions": *self.sessions(),
            "scripted": *lock(&self.scripted),
            "codes": *self.codes(),
            "nonces": *self.nonces(),
        })
        .to_string()
    }

    pub(crate) fn restore(&self, saved: &str) -> Result<(), serde_json::Error> {
        let Memory { ahead_ms, sessions, scripted, codes, nonces } =
            serde_json::from_str::<Value>(saved).and_then(serde_json::from_value)?;
        self.clock.set_ahead_ms(ahead_ms);
        *self.sessions() = sessions;
        *lock(&self.scripted) = scripted;
        *self.codes() = codes;
        *self.nonces() = nonces;
        Ok(())
    }

    /// As it was at the start.
    pub(crate) fn reset(&self) {
        self.clock.reset();
        *self.sessions() = Sessions::default();
        self.set_script(self.setup.script.clone(), None);
        *self.nonces() = Nonces::default();
        *self.codes() = Codes::default();
    }
}

fn lock<T>(of_all: &Mutex<T>) -> MutexGuard<'_, T> {
    of_all.lock().unwrap_or_else(PoisonError::into_inner)
}
