//! What the core may ask of a JavaScript value.
//!
//! The mapping of messages is written against this trait, so that the browser and the host tests run the same code.

use crate::word::Word;

/// A value of JavaScript's shape: primitive, record or list.
///
/// Law: no method throws or panics, whatever the value is that another of them gave.
pub trait Value: Clone {
    /// While it lives, so do the values that come.
    type Scope;
    /// Opens a scope; for loops, whose values would pile up.
    fn scope() -> Self::Scope;

    /// The property `key`, unless JavaScript takes it for false.
    fn get(&self, key: Word) -> Option<Self>;
    /// The property `key` if it is exactly a known [`Word`].
    fn word(&self, key: Word) -> Option<Word>;
    /// The property `key` as a number; NaN where it is none.
    fn number(&self, key: Word) -> f64;
    /// Whether it is a list.
    fn is_list(&self) -> bool;
    /// The number of items of a list.
    fn length(&self) -> u32;
    /// Item `index` of a list, unless there is nothing.
    fn item(&self, index: u32) -> Option<Self>;
    /// A string's parts between commas.
    fn split(&self) -> Self;

    /// An empty record.
    fn record() -> Self;
    /// An empty list.
    fn list() -> Self;
    /// This moment as an ISO-8601 string.
    fn now() -> Self;
    /// Sets a property of a record.
    fn set(&mut self, key: Word, value: Self);
    /// Sets a property of a record to a string.
    fn set_word(&mut self, key: Word, word: Word);
    /// Sets a property of a record to the same property of another, whatever that is. Whether JavaScript takes it for true.
    fn copy(&mut self, key: Word, from: &Self) -> bool;
    /// The same where the property is a list; else it is an empty one.
    fn copy_list(&mut self, key: Word, from: &Self);
    /// The same where the property is one of two words; else it is the usual one.
    fn copy_word(&mut self, key: Word, from: &Self, usual: Word, others: [Word; 2]);
    /// Appends to a list.
    fn push(&mut self, value: Self);
}
