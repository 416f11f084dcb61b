//! The message protocol: what the hosted Connect page says, and what an app gets to see of it.

use crate::error::Error;
use crate::grant::{grants, text};
use crate::value::{Kind, Value};
use crate::word::Word;

/// How many parameters of an address are read.
const MOST_PARAMETERS: u32 = 1_000;

/// What the hosted page answered: a non-empty list of grants, or an error, `{code, message}`, with `details` where there is
/// more to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer<V>(pub V);

impl<V: Value> Answer<V> {
    /// Reads a `postMessage` payload. `None`: not a message of this protocol.
    pub fn from_message(data: &V) -> Option<Self> {
        match data.get(Word::Type)?.word()? {
            Word::AlterConnectSuccess => {
                // A message without a list may be the one grant itself.
                let items = data.get(Word::Grants).unwrap_or_else(|| list_of(data.clone()));
                Some(Self::from_grants(&items, Some(data.clone())))
            }
            Word::AlterConnectError => {
                Some(Self::from_failure(data, Word::Error, Word::ErrorDescription, Some(data.clone())))
            }
            _ => None,
        }
    }

    /// Reads the query parameters of a return from the hosted page: a list of `{name, value}`, as they stand in the address.
    /// `None`: there is no answer among them.
    ///
    /// Of two parameters of the same name the last one counts, and so does the last answer: the hosted page appends, and what
    /// stands before is the app's own, or left over.
    pub fn from_parameters(parameters: &V) -> Option<Self> {
        let mut query = parameters.record();
        let mut answer = Word::Empty;
        parameters.each(MOST_PARAMETERS, |parameter| {
            let Some(name) = parameter.get(Word::Name).and_then(|name| name.word()).filter(|name| name.is_parameter())
            else {
                return;
            };
            let value = parameter.get(Word::Value);
            let means = match name {
                Word::AlterConnectSuccess => value.as_ref().is_some_and(|value| value.word() == Some(Word::True)),
                Word::AlterConnectError => value.is_some(),
                _ => false,
            };
            if means {
                answer = name;
            }
            query.set(name, value.unwrap_or_else(|| parameter.undefined()));
        });
        match answer {
            Word::AlterConnectSuccess => {
                if query.get(Word::AccountIdentifier).is_none() {
                    return Some(Self(query.failure(Error::InvalidResponse, None)));
                }
                if let Some(scopes) = query.get(Word::Scopes) {
                    query.set(Word::Scopes, scopes.split());
                }
                Some(Self::from_grants(&list_of(query), None))
            }
            Word::AlterConnectError => Some(Self::from_failure(&query, Word::ErrorCode, Word::ErrorDescription, None)),
            _ => None,
        }
    }

    /// Reads a record that [`into_record`](Self::into_record) made and that was stored since, where anything may have changed
    /// it: it is checked as a message is.
    pub fn from_record(record: &V) -> Option<Self> {
        if let Some(grants) = record.get(Word::Grants) {
            return Some(Self::from_grants(&grants, None));
        }
        let error = record.get(Word::Error)?;
        Some(Self::from_failure(&error, Word::Code, Word::Message, error.get(Word::Details)))
    }

    /// The event that tells of the answer.
    pub fn event(&self) -> Word {
        if self.0.kind() == Kind::List { Word::Success } else { Word::Error }
    }

    /// The answer as one record: `{grants}` or `{error}`.
    pub fn into_record(self) -> V {
        let key = if self.0.kind() == Kind::List { Word::Grants } else { Word::Error };
        let mut record = self.0.record();
        record.set(key, self.0);
        record
    }

    #[inline(never)]
    fn from_grants(items: &V, details: Option<V>) -> Self {
        let grants = if items.kind() == Kind::List { grants(items) } else { None };
        Self(grants.unwrap_or_else(|| items.failure(Error::InvalidResponse, details)))
    }

    /// In the hosted page's words, or in ours where it has none.
    #[inline(never)]
    fn from_failure(from: &V, code: Word, message: Word, details: Option<V>) -> Self {
        let mut error = from.record();
        error.set(Word::Code, text(from, code).unwrap_or_else(|| from.text(Word::OauthError)));
        let message = text(from, message).unwrap_or_else(|| from.text(Word::OauthErrorText));
        error.set(Word::Message, message);
        if let Some(details) = details {
            error.set(Word::Details, details);
        }
        Self(error)
    }
}

fn list_of<V: Value>(item: V) -> V {
    let mut list = item.list();
    list.push(item);
    list
}
