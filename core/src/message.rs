//! The message protocol: what the hosted Connect page says, and what an app gets to see of it.

use crate::error::Error;
use crate::grant::{grants, text};
use crate::value::{Kind, Value};
use crate::word::Word;

/// What the hosted page answered: a non-empty list of grants, or an error, `{code, message}`, with `details` where there is
/// more to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer<V>(pub V);

impl<V: Value> Answer<V> {
    /// Reads a `postMessage` payload. `None`: not a message of this protocol.
    pub fn from_message(data: &V) -> Option<Self> {
        match data.get(Word::Type)?.word()? {
            Word::AlterConnectSuccess => Some(Self::from_grants(data, data.get(Word::Grants))),
            Word::AlterConnectError => Some(Self::from_failure(data, Word::Error, Some(data.clone()))),
            _ => None,
        }
    }

    /// Reads the query parameters of a return from the hosted page. `None`: there are none of ours.
    pub fn from_parameters(query: &V) -> Option<Self> {
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
            Some(Self::from_failure(query, Word::ErrorCode, None))
        }
    }

    /// Reads a record that [`into_record`](Self::into_record) made.
    pub fn from_record(record: &V) -> Option<Self> {
        record.get(Word::Grants).or_else(|| record.get(Word::Error)).map(Self)
    }

    /// The event that tells of it.
    pub fn event(&self) -> Word {
        if self.0.kind() == Kind::List { Word::Success } else { Word::Error }
    }

    /// As one record: `{grants}` or `{error}`.
    pub fn into_record(self) -> V {
        let key = if self.0.kind() == Kind::List { Word::Grants } else { Word::Error };
        let mut record = self.0.record();
        record.set(key, self.0);
        record
    }

    #[inline(never)]
    fn from_grants(beside: &V, items: Option<V>) -> Self {
        let grants = items.filter(|items| items.kind() == Kind::List).and_then(|items| grants(&items));
        Self(match grants {
            Some(grants) => grants,
            None => beside.failure(Error::InvalidResponse, None),
        })
    }

    /// In the hosted page's words, or in ours where it has none.
    #[inline(never)]
    fn from_failure(from: &V, code: Word, details: Option<V>) -> Self {
        let mut error = from.record();
        error.set(Word::Code, text(from, code).unwrap_or_else(|| from.text(Word::OauthError)));
        let message = text(from, Word::ErrorDescription).unwrap_or_else(|| from.text(Word::OauthErrorText));
        error.set(Word::Message, message);
        if let Some(details) = details {
            error.set(Word::Details, details);
        }
        Self(error)
    }
}
