//! Grants, as an app gets them: typed, whatever the hosted page sent.

use crate::value::{Kind, Value};
use crate::word::Word;

/// How many items of a list of grants are read. A page of a hostile length can't keep the app waiting.
pub const MOST_GRANTS: u32 = 10_000;
/// How many scopes of a grant are read.
pub const MOST_SCOPES: u32 = 1_000;

/// The grants among the items of a list; the others are skipped, so that one bad item does not cost the good ones beside it.
/// `None`: there are none.
#[inline(never)]
pub fn grants<V: Value>(items: &V) -> Option<V> {
    let mut grants = items.list();
    let mut some = false;
    items.each(MOST_GRANTS, |item| {
        if let Some(grant) = grant(&item) {
            grants.push(grant);
            some = true;
        }
    });
    some.then_some(grants)
}

/// The grant that an item is. `None`: it lacks `grant_id` or `provider`. A field of the wrong type gets its default; what has no
/// field here is passed on beside them, as it came.
fn grant<V: Value>(item: &V) -> Option<V> {
    let id = text(item, Word::GrantId)?;
    let provider = text(item, Word::Provider)?;
    let mut grant = item.record();
    grant.set(Word::GrantId, id);
    grant.set(Word::Provider, provider.clone());
    grant.set(Word::ProviderName, text(item, Word::ProviderName).unwrap_or(provider));
    grant.set(Word::AccountIdentifier, text(item, Word::AccountIdentifier).unwrap_or_else(|| item.text(Word::Empty)));
    grant.set(Word::Timestamp, text(item, Word::Timestamp).unwrap_or_else(|| item.now()));
    grant.set(Word::Operation, one_of(item, Word::Operation, [Word::Reauth, Word::Creation]));
    grant.set(Word::Scopes, scopes(item));
    grant.set(Word::Status, one_of(item, Word::Status, [Word::Pending, Word::Error, Word::Active]));
    let metadata = item.get(Word::Metadata).filter(|metadata| metadata.kind() == Kind::Record);
    grant.set(Word::Metadata, metadata.unwrap_or_else(|| item.undefined()));
    grant.set_extra(item);
    Some(grant)
}

/// The property `key` if it is a string, and not empty.
pub fn text<V: Value>(record: &V, key: Word) -> Option<V> {
    record.get(key).filter(|value| value.kind() == Kind::Text)
}

/// The property `key` if it is one of these words, else the last of them.
fn one_of<V: Value, const N: usize>(record: &V, key: Word, words: [Word; N]) -> V {
    let given = record.get(key).and_then(|value| value.word());
    let known = words.into_iter().find(|word| Some(*word) == given);
    record.text(known.unwrap_or(words[N - 1]))
}

fn scopes<V: Value>(item: &V) -> V {
    let mut scopes = item.list();
    if let Some(given) = item.get(Word::Scopes).filter(|given| given.kind() == Kind::List) {
        given.each(MOST_SCOPES, |scope| {
            if scope.kind() == Kind::Text {
                scopes.push(scope);
            }
        });
    }
    scopes
}
