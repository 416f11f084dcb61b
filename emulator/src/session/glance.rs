//! A session at a glance, for whoever watches the emulator: what it is for, and what became of it.

use std::time::SystemTime;

use serde::Serialize;

use crate::clock::seconds;
use crate::session::record::{End, Record};

#[derive(Serialize)]
pub(crate) struct Glance {
    /// Sessions are numbered as they come. A token would be a secret.
    session: u64,
    state: State,
    /// The state in words.
    text: String,
    providers: Vec<String>,
    /// Where its result goes.
    origin: Option<String>,
    created_at: String,
    expires_at: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// No browser has opened it.
    Created,
    /// The user is on the Connect page.
    Open,
    AtProvider,
    Completed,
    Failed,
    Expired,
}

impl Record {
    pub(crate) fn glance(&self, now: SystemTime) -> Glance {
        let (state, text) = self.state(now);
        Glance {
            session: self.number,
            state,
            text,
            providers: self.providers.iter().map(|provider| provider.name.clone()).collect(),
            origin: self.allowed_origin.clone(),
            created_at: seconds(self.created_at),
            expires_at: seconds(self.expires_at),
        }
    }

    pub(crate) fn state(&self, now: SystemTime) -> (State, String) {
        let connected = || {
            let accounts = self.grants.iter().map(|g| format!("{} as {}", g.provider_name, g.account_identifier));
            accounts.collect::<Vec<_>>().join(", ")
        };
        match (&self.end, &self.flow) {
            _ if self.is_expired(now) => (State::Expired, "expired".into()),
            (Some(End::Failed { code, message }), _) => (State::Failed, format!("ended with {code}: {message}")),
            (Some(_), _) if self.malformed => (State::Completed, "ended with a result that can't be used".into()),
            (Some(_), _) => (State::Completed, format!("ended with {}", connected())),
            (None, None) => (State::Created, "not opened yet".into()),
            (None, Some(flow)) => match &flow.visit {
                Some(visit) => (State::AtProvider, format!("the user is at {}", visit.provider.name)),
                None if flow.silent => (State::Open, "the app is never told".into()),
                None if self.grants.is_empty() => (State::Open, "the user is on the Connect page".into()),
                None => (State::Open, format!("connected {}; the user has not pressed Done", connected())),
            },
        }
    }
}
