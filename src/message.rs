//! The message protocol: what the hosted Connect page says, and what an app gets to see of it.

use crate::error::Error;
use crate::value::Value;
use crate::word::Word;

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
        match data.word(Word::Type)? {
            Word::AlterConnectSuccess => Some(Self::from_grants(data.get(Word::Grants))),
            Word::AlterConnectError => {
                let error = error_record(data.get(Word::Error), data.get(Word::ErrorDescription));
                Some(Self::Failure(error).with_details(data.clone()))
            }
            _ => None,
        }
    }

    /// Reads the query parameters of a return from the hosted page. `None`: there are none of ours.
    pub fn from_redirect(query: &V) -> Option<Self> {
        if query.word(Word::AlterConnectSuccess) == Some(Word::True) {
            let mut items = V::list();
            if query.get(Word::AccountIdentifier).is_some() {
                let mut item = query.clone();
                if let Some(scopes) = query.get(Word::Scopes) {
                    item.set(Word::Scopes, scopes.split());
                }
                // An address has no room for metadata: text under this name is somebody else's.
                item.copy(Word::Metadata, &V::record());
                items.push(item);
            }
            Some(Self::from_grants(Some(items)))
        } else if query.get(Word::AlterConnectError).is_some() {
            Some(Self::Failure(error_record(query.get(Word::ErrorCode), query.get(Word::ErrorDescription))))
        } else {
            None
        }
    }

    /// The failure that the SDK itself reports.
    pub fn from_error(error: Error) -> Self {
        let mut record = V::record();
        record.set_word(Word::Code, error.code());
        record.set_word(Word::Message, error.message());
        Self::Failure(record)
    }

    /// A failure with more to say.
    pub fn with_details(mut self, details: V) -> Self {
        if let Self::Failure(error) = &mut self {
            error.set(Word::Details, details);
        }
        self
    }

    /// As one record: `{grants}` or `{error}`.
    pub fn into_record(self) -> V {
        let mut record = V::record();
        match self {
            Self::Success(grants) => record.set(Word::Grants, grants),
            Self::Failure(error) => record.set(Word::Error, error),
        }
        record
    }

    /// The other way round. `None`: neither is there.
    pub fn from_record(record: &V) -> Option<Self> {
        record.get(Word::Grants).map(Self::Success).or_else(|| record.get(Word::Error).map(Self::Failure))
    }

    /// Items that are no grant are skipped, so that one bad item does not cost the good ones beside it.
    fn from_grants(items: Option<V>) -> Self {
        let items = items.filter(V::is_list).unwrap_or_else(V::list).having([Word::GrantId, Word::Provider]);
        let mut all = V::list();
        let mut start = 0;
        while start < items.length() {
            let end = start + BATCH;
            all = all.concat(&grants(&items.slice(start, end)));
            start = end;
        }
        if start == 0 { Self::from_error(Error::InvalidResponse) } else { Self::Success(all) }
    }
}

fn error_record<V: Value>(code: Option<V>, message: Option<V>) -> V {
    let mut error = V::record();
    set_or(&mut error, Word::Code, code, Word::OauthError);
    set_or(&mut error, Word::Message, message, Word::SaysOauthError);
    error
}

fn set_or<V: Value>(record: &mut V, key: Word, value: Option<V>, default: Word) {
    match value {
        Some(value) => record.set(key, value),
        None => record.set_word(key, default),
    }
}

/// How many grants are mapped together: as many as an engine keeps among the values that it has just made.
const BATCH: u32 = 500;

/// The fields of a grant.
const FIELDS: [Word; 9] = [
    Word::GrantId,
    Word::Provider,
    Word::ProviderName,
    Word::AccountIdentifier,
    Word::Timestamp,
    Word::Operation,
    Word::Scopes,
    Word::Status,
    Word::Metadata,
];

fn grants<V: Value>(items: &V) -> V {
    // Every field is there from the start: engines are slow at adding them to many records one by one.
    let mut usual = V::record();
    for field in FIELDS {
        usual.set_word(field, Word::Empty);
    }
    usual.set(Word::Timestamp, V::now());
    usual.set_word(Word::Operation, Word::Creation);
    usual.set_word(Word::Status, Word::Active);

    let mut grants = usual.copies(items);
    grants.fill(Word::GrantId, items, Word::GrantId);
    grants.fill(Word::Provider, items, Word::Provider);
    grants.fill(Word::ProviderName, items, Word::Provider);
    grants.fill(Word::ProviderName, items, Word::ProviderName);
    grants.fill(Word::AccountIdentifier, items, Word::AccountIdentifier);
    grants.fill(Word::Timestamp, items, Word::Timestamp);
    grants.fill_word(Word::Operation, items, [Word::Creation, Word::Reauth]);
    grants.fill_list(Word::Scopes, items);
    grants.fill_word(Word::Status, items, [Word::Pending, Word::Error]);
    grants.fill_any(Word::Metadata, items);
    grants
}
