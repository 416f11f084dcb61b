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
            Word::AlterConnectSuccess => Some(Self::from_grants(&data.get(Word::Grants))),
            Word::AlterConnectError => {
                let mut error = error_record(data.get(Word::Error), data.get(Word::ErrorDescription));
                error.set(Word::Details, data.clone());
                Some(Self::Failure(error))
            }
            _ => None,
        }
    }

    /// Reads the query parameters of a return from the hosted page. `None`: there are none of ours.
    pub fn from_redirect(query: &V) -> Option<Self> {
        if query.word(Word::AlterConnectSuccess) == Some(Word::True) {
            let mut item = query.clone();
            let scopes = query.get(Word::Scopes);
            item.set(Word::Scopes, if scopes.truthy() { scopes.split() } else { V::list() });
            item.set(Word::Metadata, V::undefined());
            let mut items = V::list();
            if query.get(Word::AccountIdentifier).truthy() {
                items.push(item);
            }
            Some(Self::from_grants(&items))
        } else if query.get(Word::AlterConnectError).truthy() {
            Some(Self::Failure(error_record(query.get(Word::ErrorCode), query.get(Word::ErrorDescription))))
        } else {
            None
        }
    }

    /// The failure that the SDK itself reports.
    pub fn from_error(error: Error) -> Self {
        Self::Failure(error_record(V::from_word(error.code()), V::from_word(error.message())))
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
        let (grants, error) = (record.get(Word::Grants), record.get(Word::Error));
        if grants.truthy() { Some(Self::Success(grants)) } else { error.truthy().then_some(Self::Failure(error)) }
    }

    /// Items that are no grant are skipped, so that one bad item does not cost the good ones beside it.
    fn from_grants(items: &V) -> Self {
        let mut grants = V::list();
        for index in 0..items.length().unwrap_or(0) {
            let _scope = V::scope();
            if let Some(grant) = grant(&items.item(index)) {
                grants.push(grant);
            }
        }
        if grants.length() == Some(0) { Self::from_error(Error::InvalidResponse) } else { Self::Success(grants) }
    }
}

fn error_record<V: Value>(code: V, message: V) -> V {
    let mut error = V::record();
    error.set(Word::Code, code.or(|| V::from_word(Word::OauthError)));
    error.set(Word::Message, message.or(|| V::from_word(Word::SaysOauthError)));
    error
}

fn grant<V: Value>(item: &V) -> Option<V> {
    let id = item.get(Word::GrantId);
    let provider = item.get(Word::Provider);
    if !id.truthy() || !provider.truthy() {
        return None;
    }
    let scopes = item.get(Word::Scopes);
    let mut grant = V::record();
    grant.set(Word::GrantId, id);
    grant.set(Word::ProviderName, item.get(Word::ProviderName).or(|| provider.clone()));
    grant.set(Word::Provider, provider);
    grant.set(Word::AccountIdentifier, item.get(Word::AccountIdentifier).or(|| V::from_word(Word::Empty)));
    grant.set(Word::Timestamp, item.get(Word::Timestamp).or(V::now));
    grant.set(
        Word::Operation,
        V::from_word(match item.word(Word::Operation) {
            Some(Word::Reauth) => Word::Reauth,
            _ => Word::Creation,
        }),
    );
    grant.set(Word::Scopes, if scopes.length().is_some() { scopes } else { V::list() });
    grant.set(
        Word::Status,
        V::from_word(match item.word(Word::Status) {
            Some(status @ (Word::Pending | Word::Error)) => status,
            _ => Word::Active,
        }),
    );
    grant.set(Word::Metadata, item.get(Word::Metadata));
    Some(grant)
}
