//! Connect sessions: their checks, their end, and what a poll is told.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, SystemTime};

use rand::distr::{Alphanumeric, SampleString};
use serde_json::Value;
use url::Url;

use crate::Refusal;
use crate::catalog::Provider;
use crate::flow::Flow;
use crate::grant::{Grant, Ledger};
use crate::origin::{parse_origin, parse_return_url};
use crate::script::Script;
use crate::wire::{Declined, Poll, PolledError, PolledGrant, Session, SessionRequest};

/// How long a session can be used.
pub(crate) const LIFETIME: Duration = Duration::from_secs(600);

/// How long an ended session is remembered, so that its token gets a precise answer.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// One session as the emulator keeps it.
pub(crate) struct Record {
    pub(crate) providers: Vec<Provider>,
    pub(crate) return_url: Option<Url>,
    pub(crate) allowed_origin: Option<String>,
    pub(crate) script: Option<Script>,
    /// Whose grants these are.
    pub(crate) user: String,
    pub(crate) expires_at: SystemTime,
    /// The browser's side, from the moment a browser opened the session.
    pub(crate) flow: Option<Flow>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) declined: Vec<Declined>,
    pub(crate) end: Option<End>,
}

/// How a session ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Completed,
    Failed {
        code: &'static str,
        message: String,
    },
    /// Before its time, because a script asked for it.
    Expired,
}

impl Record {
    pub(crate) fn is_expired(&self, now: SystemTime) -> bool {
        match self.end {
            Some(End::Expired) => true,
            Some(_) => false,
            None => now >= self.expires_at,
        }
    }

    fn poll(&self, now: SystemTime) -> Poll {
        if self.is_expired(now) {
            return Poll::Expired;
        }
        match &self.end {
            Some(End::Completed) => Poll::Completed { grants: self.grants.iter().map(PolledGrant::from).collect() },
            Some(End::Failed { code, message }) => {
                Poll::Error { error: PolledError { error_code: (*code).into(), error_message: message.clone() } }
            }
            Some(End::Expired) => Poll::Expired,
            None => Poll::Pending { declined_providers: self.declined.clone() },
        }
    }
}

/// All sessions of one emulator.
#[derive(Default)]
pub(crate) struct Sessions {
    pub(crate) records: HashMap<String, Record>,
    pub(crate) ledger: Ledger,
    /// For sessions that bring none.
    pub(crate) script: Option<Script>,
}

impl Sessions {
    /// Checks the request and creates the session. `website` is the app's registered origin.
    pub(crate) fn create(
        &mut self,
        request: SessionRequest,
        base_url: &str,
        website: Option<&str>,
        now: SystemTime,
    ) -> Result<Session, Refusal> {
        let record = Record {
            providers: providers(request.allowed_providers)?,
            return_url: request.return_url.as_deref().map(parse_return_url).transpose()?,
            allowed_origin: match &request.allowed_origin {
                Some(origin) => Some(parse_origin(origin)?),
                None => website.map(Into::into),
            },
            script: Script::from_metadata(request.metadata.as_ref())?.or(self.script.clone()),
            user: user(request.user_token, request.metadata.as_ref())?,
            expires_at: now + LIFETIME,
            flow: None,
            grants: Vec::new(),
            declined: Vec::new(),
            end: None,
        };
        let token = secret();
        let session = Session {
            connect_url: format!("{base_url}/sdk/oauth/connect#session={token}"),
            session_token: token.clone(),
            expires_in: LIFETIME.as_secs(),
            expires_at: humantime::format_rfc3339_seconds(record.expires_at).to_string(),
            single_provider: record.providers.len() == 1,
        };
        self.records.retain(|_, record| now < record.expires_at + REMEMBERED);
        self.records.insert(token, record);
        Ok(session)
    }

    /// What the backend is told. An unknown token answers like an expired one.
    pub(crate) fn poll(&self, token: &str, now: SystemTime) -> Poll {
        self.records.get(token).map_or(Poll::Expired, |record| record.poll(now))
    }
}

/// An unguessable value: 43 letters and digits, 256 bits.
pub(crate) fn secret() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), 43)
}

fn providers(allowed: Option<Vec<String>>) -> Result<Vec<Provider>, Refusal> {
    let Some(allowed) = allowed else {
        return Ok(Provider::all());
    };
    let refuse = |what: &str| {
        Refusal::invalid(
            "invalid_allowed_providers",
            format!("allowed_providers {what}."),
            "List provider ids such as \"google\", or leave it out to offer every provider.",
        )
    };
    if allowed.is_empty() {
        return Err(refuse("is empty"));
    }
    let mut seen = BTreeSet::new();
    let mut providers = Vec::new();
    for id in allowed {
        let id = id.trim().to_lowercase();
        let is_slug = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if id.is_empty() || !id.chars().all(is_slug) {
            return Err(refuse("has an entry that is no provider id (letters, digits and hyphens)"));
        }
        if seen.insert(id.clone()) {
            providers.push(Provider::of(&id));
        }
    }
    Ok(providers)
}

fn user(token: Option<String>, metadata: Option<&Value>) -> Result<String, Refusal> {
    let id = match metadata {
        None | Some(Value::Null) => None,
        Some(Value::Object(fields)) => fields.get("user_id"),
        Some(_) => {
            return Err(Refusal::invalid(
                "invalid_metadata",
                "metadata is no object.",
                "Send an object such as {\"user_id\": \"42\"}, or leave it out.",
            ));
        }
    };
    Ok(token.unwrap_or_else(|| id.map(Value::to_string).unwrap_or_default()))
}
