//! A result that is kept until someone takes it, because nobody listened when it came: the page had just been loaded.

use crate::browser::clock;
use crate::browser::local::Local;
use crate::browser::scope::Scope;
use crate::browser::storage::Storage;
use crate::core::flow::SESSION;
use crate::core::message::Answer;
use crate::core::value::Value;
use crate::core::word::Word;

/// Keeps a result. False: the browser refused to store it.
pub fn keep(scope: Scope<'_>, answer: Answer<Local<'_>>) -> bool {
    let mut record = answer.into_record();
    stamp(&mut record);
    Storage::of_page(scope).is_some_and(|storage| storage.write(Word::KeptResult, record))
}

/// The result that is kept, unless its session is over: whoever uses the tab then may be somebody else.
pub fn read(scope: Scope<'_>) -> Option<Answer<Local<'_>>> {
    let storage = Storage::of_page(scope)?;
    let record = storage.read(Word::KeptResult)?;
    if !is_fresh(record, SESSION) {
        storage.remove(Word::KeptResult);
        return None;
    }
    Answer::from_record(&record)
}

/// The result was taken.
pub fn forget(scope: Scope<'_>) {
    if let Some(storage) = Storage::of_page(scope) {
        storage.remove(Word::KeptResult);
    }
}

/// Notes in a record when it was stored.
pub fn stamp(record: &mut Local<'_>) {
    record.set(Word::Timestamp, record.scope().number(clock::epoch()));
}

/// Whether a record was stored no longer than so many milliseconds ago.
pub fn is_fresh(record: Local<'_>, life: f64) -> bool {
    record.get(Word::Timestamp).is_some_and(|timestamp| clock::epoch() - timestamp.as_number() <= life)
}
