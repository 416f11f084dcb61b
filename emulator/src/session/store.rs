//! All sessions of one emulator, as a backend creates and polls them.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::clock::seconds;
use crate::grant::Ledger;
use crate::random::Random;
use crate::session::record::Record;
use crate::session::request::LIFETIME;
use crate::wire::{Poll, Session};

/// How long an ended session is remembered, so that its token gets a precise answer.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// So many cost nothing to look at.
const FEW: usize = 64;

/// All sessions of one emulator.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Sessions {
    pub(crate) records: HashMap<String, Record>,
    /// The session's token by the id of its flow, and by the `state` of its visit to a provider.
    pub(crate) tokens: HashMap<String, String>,
    /// With so many it looks for those that can be forgotten: seldom, since it looks at each.
    full: usize,
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
            expires_at: seconds(record.expires_at),
            single_provider: record.providers.len() == 1,
        };
        self.forget(now);
        self.records.insert(token, record);
        session
    }

    /// Forgets what ended long ago.
    fn forget(&mut self, now: SystemTime) {
        if self.records.len() < self.full {
            return;
        }
        let Self { records, tokens, .. } = self;
        records.retain(|_, record| now < record.expires_at + REMEMBERED);
        tokens.retain(|_, token| records.contains_key(token));
        self.full = (2 * self.records.len()).max(FEW);
    }

    /// What the backend is told. An unknown token answers like an expired one.
    pub(crate) fn poll(&self, token: &str, now: SystemTime) -> Poll {
        self.records.get(token).map_or(Poll::Expired, |record| record.poll(now))
    }
}
