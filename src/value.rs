//! What the core may ask of a JavaScript value.
//!
//! The mapping of messages is written against this trait, so that the browser and the host tests run the same code.

use crate::word::Word;

/// A value of JavaScript's shape: primitive, record or list.
///
/// Law: no method throws or panics, whatever the value is.
pub trait Value: Clone {
    /// While it lives, so do the values that come.
    type Scope;
    /// Opens a scope; for loops, whose values would pile up.
    fn scope() -> Self::Scope;

    /// The property `key`, or a falsy value where there is none.
    fn get(&self, key: Word) -> Self;
    /// The property `key` if it is exactly a known [`Word`].
    fn word(&self, key: Word) -> Option<Word>;
    /// The property `key` as a number; NaN where it is none.
    fn number(&self, key: Word) -> f64;
    /// Whether JavaScript would take the value for true.
    fn truthy(&self) -> bool;
    /// The number of items if the value is a list, else `None`.
    fn length(&self) -> Option<u32>;
    /// Item `index` of a list.
    fn item(&self, index: u32) -> Self;
    /// A string's parts between commas.
    fn split(&self) -> Self;

    /// The value of a property that is not there.
    fn undefined() -> Self;
    /// A string.
    fn from_word(word: Word) -> Self;
    /// An empty record.
    fn record() -> Self;
    /// An empty list.
    fn list() -> Self;
    /// This moment as an ISO-8601 string.
    fn now() -> Self;
    /// Sets a property of a record.
    fn set(&mut self, key: Word, value: Self);
    /// Appends to a list.
    fn push(&mut self, value: Self);

    /// JavaScript's `self || other`.
    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.truthy() { self } else { other() }
    }
}
