//! All sessions of one emulator, as a backend creates and polls them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::clock::seconds;
use crate::grant::Ledger;
use crate::managed::{ManagedSecretRequest, ManagedSecretSession};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::session::glance::Glance;
use crate::session::record::Record;
use crate::session::request::LIFETIME;
use crate::session::secret::Secret;
use crate::trouble;
use crate::wire::{Poll, Session};

/// How long an ended session is remembered, so that its token gets a precise answer.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// How many sessions are listed: as many as a person would look through.
const SHOWN: usize = 100;

/// With fewer sessions, none is looked for that can be forgotten.
const FEW: usize = 64;

/// All sessions of one emulator.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Sessions {
    pub(crate) records: HashMap<String, Record>,
    /// The session's token by the id of its flow, and by the `state` of its visit to a provider.
    pub(crate) tokens: HashMap<String, String>,
    /// With so many it looks for those that can be forgotten: seldom, since it looks at each.
    full: usize,
    /// How many sessions there have been.
    count: u64,
    /// Lines for those who watch, since they last asked.
    #[serde(skip)]
    pub(crate) news: Vec<String>,
    pub(crate) ledger: Ledger,
}

impl Sessions {
    /// A grant that is to be renewed has to be there.
    pub(crate) fn check_repair(&self, record: &Record) -> Result<(), Refusal> {
        let known = |grant_id: &String| {
            record.providers.iter().any(|provider| self.ledger.holds(grant_id, &record.user, &provider.id))
        };
        let missing = record.options.repair.as_ref().is_some_and(|grant_id| !known(grant_id));
        match trouble::refusal("grant_not_found").filter(|_| missing) {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    /// Adds a session for a managed secret, which is answered with more.
    pub(crate) fn add_secret(
        &mut self,
        mut record: Record,
        request: &ManagedSecretRequest,
        base_url: &str,
        random: &Random,
        now: SystemTime,
    ) -> ManagedSecretSession {
        let slug = record.providers.first().map(|provider| provider.id.clone()).unwrap_or_default();
        let label = request.requested_grant.as_ref().map(|grant| grant.label.clone());
        let template = request.template_slug.clone();
        let secret = Secret::of(label, template, &record.options, &record.user, &slug, &self.ledger);
        record.secret = Some(secret.clone());
        let agent_id = record.options.agent.clone();
        let session = self.add(record, base_url, random, now);
        ManagedSecretSession {
            session_token: session.session_token,
            connect_url: session.connect_url,
            expires_in: session.expires_in,
            expires_at: session.expires_at,
            path: secret.path,
            existing_grant_id: secret.existing,
            direct: session.direct,
            secret_slug: slug,
            template_slug: secret.template,
            agent_id,
            delegable_requested: request.delegable,
        }
    }

    /// Keeps a new session, and gives it a token.
    pub(crate) fn add(&mut self, mut record: Record, base_url: &str, random: &Random, now: SystemTime) -> Session {
        let token = match record.secret {
            Some(_) => format!("ms_sess_{}", random.secret()),
            None => random.secret(),
        };
        let session = Session {
            connect_url: format!("{base_url}/sdk/oauth/connect#session={token}"),
            session_token: token.clone(),
            expires_in: LIFETIME.as_secs(),
            expires_at: seconds(record.expires_at),
            single_provider: record.providers.len() == 1,
            direct: record.options.direct,
            scope_constraint_warnings: record.options.warnings.clone(),
        };
        self.forget(now);
        self.count += 1;
        record.number = self.count;
        record.told = record.state(now).1;
        let names: Vec<_> = record.providers.iter().map(|provider| provider.name.as_str()).collect();
        let origin = record.allowed_origin.as_deref().unwrap_or("no known origin");
        self.news.push(format!("session {} was created for {origin}: {}", self.count, names.join(", ")));
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
    pub(crate) fn poll(&mut self, token: &str, now: SystemTime) -> Poll {
        self.tell(token, now);
        self.records.get(token).map_or(Poll::Expired, |record| record.poll(now))
    }

    /// Whether this poll comes too soon.
    pub(crate) fn throttled(&mut self, token: &str) -> bool {
        let left = self.records.get_mut(token).map(|record| &mut record.throttle).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }

    /// Whether a backend is told the same as the last time.
    pub(crate) fn polled_again(&mut self, token: &str, answer: &Poll) -> bool {
        let polled = answer.status();
        self.records.get_mut(token).is_some_and(|record| std::mem::replace(&mut record.polled, polled.into()) == polled)
    }

    /// Says what became of a session, if it is new.
    pub(crate) fn tell(&mut self, token: &str, now: SystemTime) {
        if let Some(record) = self.records.get_mut(token) {
            let (_, text) = record.state(now);
            if record.told != text {
                self.news.push(format!("session {}: {text}", record.number));
                record.told = text;
            }
        }
    }

    pub(crate) fn tell_all(&mut self, now: SystemTime) {
        let tokens: Vec<_> = self.records.keys().cloned().collect();
        tokens.iter().for_each(|token| self.tell(token, now));
    }

    /// All sessions, the newest first.
    pub(crate) fn glance(&self, now: SystemTime) -> Vec<Glance> {
        let mut records: Vec<_> = self.records.values().collect();
        records.sort_unstable_by_key(|record| Reverse(record.number));
        records.into_iter().take(SHOWN).map(|record| record.glance(now)).collect()
    }
}
