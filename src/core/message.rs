//! The message protocol: what the hosted Connect page says, and what an app gets to see of it.

use super::error::Error;
use super::grant::{grants, text};
use super::value::{Kind, Value};
use super::word::{Sentence, Word};

/// The query parameters of a return. The rest of the address is the app's.
pub const PARAMETERS: [Word; 12] = [
    Word::AlterConnectSuccess,
    Word::AlterConnectError,
    Word::ErrorCode,
    Word::ErrorDescription,
    Word::GrantId,
    Word::Provider,
    Word::ProviderName,
    Word::AccountIdentifier,
    Word::Timestamp,
    Word::Operation,
    Word::Scopes,
    Word::Status,
];

/// What the hosted page answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<V> {
    /// A non-empty list of grants.
    Success(V),
    /// An error record: `code`, `message`, and where there is more to say `details`.
    Failure(V),
}

impl<V: Value> Answer<V> {
    /// Reads a `postMessage` payload. `None`: not a message of this protocol.
    pub fn from_message(data: &V) -> Option<Self> {
        match data.get(Word::Type)?.word()? {
            Word::AlterConnectSuccess => Some(Self::from_grants(data, data.get(Word::Grants))),
            Word::AlterConnectError => Some(Self::from_failure(data, Word::Error).with_details(data.clone())),
            _ => None,
        }
    }

    /// Reads the query parameters of a return from the hosted page. `None`: there are none of ours.
    pub fn from_redirect(query: &V) -> Option<Self> {
        if query.get(Word::AlterConnectSuccess).and_then(|value| value.word()) == Some(Word::True) {
            let mut items = query.list();
            if query.get(Word::AccountIdentifier).is_some() {
                let mut item = query.clone();
                if let Some(scopes) = query.get(Word::Scopes) {
                    item.set(Word::Scopes, scopes.split());
                }
                items.push(item);
            }
            Some(Self::from_grants(query, Some(items)))
        } else {
            query.get(Word::AlterConnectError)?;
            Some(Self::from_failure(query, Word::ErrorCode))
        }
    }

    /// The failure that the SDK itself reports, as a record beside another value.
    pub fn from_error(beside: &V, error: Error) -> Self {
        let mut record = beside.record();
        record.set(Word::Code, beside.text(error.code()));
        record.set(Word::Message, beside.sentence(error.sentence()));
        Self::Failure(record)
    }

    /// A failure with more to say.
    pub fn with_details(mut self, details: V) -> Self {
        if let Self::Failure(error) = &mut self {
            error.set(Word::Details, details);
        }
        self
    }

    /// The grants, or the error record.
    pub fn into_value(self) -> V {
        match self {
            Self::Success(grants) => grants,
            Self::Failure(error) => error,
        }
    }

    /// As one record: `{grants}` or `{error}`.
    pub fn into_record(self) -> V {
        let key = if let Self::Success(_) = self { Word::Grants } else { Word::Error };
        let value = self.into_value();
        let mut record = value.record();
        record.set(key, value);
        record
    }

    /// The other way round. `None`: neither is there.
    pub fn from_record(record: &V) -> Option<Self> {
        record.get(Word::Grants).map(Self::Success).or_else(|| record.get(Word::Error).map(Self::Failure))
    }

    fn from_grants(beside: &V, items: Option<V>) -> Self {
        items
            .filter(|items| items.kind() == Kind::List)
            .and_then(|items| grants(&items))
            .map_or_else(|| Self::from_error(beside, Error::InvalidResponse), Self::Success)
    }

    /// In the hosted page's words, or in ours where it has none.
    fn from_failure(from: &V, code: Word) -> Self {
        let mut error = from.record();
        error.set(Word::Code, text(from, code).unwrap_or_else(|| from.text(Word::OauthError)));
        let message = text(from, Word::ErrorDescription).unwrap_or_else(|| from.sentence(Sentence::OauthError));
        error.set(Word::Message, message);
        Self::Failure(error)
    }
}
