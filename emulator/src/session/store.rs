//! All sessions of one emulator, as a backend creates and polls them.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::grant::Ledger;
use crate::random::Random;
use crate::session::record::Record;
use crate::session::request::LIFETIME;
use crate::wire::{Poll, Session};

/// How long an ended session is remembered, so that its token gets a precise answer.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// All sessions of one emulator.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Sessions {
    pub(crate) records: HashMap<String, Record>,
    pub(crate) ledger: Ledger,
}

impl Sessions {
    /// Keeps a new session, and gives it a token.
    pub(crate) fn add(&mut self, record: Record, base_url: &str, random: &Random, now: SystemTime) -> Session {
        let token = random.secret();
        let session = Session {
            connect_url: format!("{base_url}/sdk/oauth/connect#session={token}"),
            session_token: token.clone(),
            expires_in: LIFETIME.as_secs(),
            expires_at: humantime::format_rfc3339_seconds(record.expires_at).to_string(),
            single_provider: record.providers.len() == 1,
        };
        self.records.retain(|_, record| now < record.expires_at + REMEMBERED);
        self.records.insert(token, record);
        session
    }

    /// What the backend is told. An unknown token answers like an expired one.
    pub(crate) fn poll(&self, token: &str, now: SystemTime) -> Poll {
        self.records.get(token).map_or(Poll::Expired, |record| record.poll(now))
    }
}
