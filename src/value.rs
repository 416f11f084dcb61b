//! What the core may ask of a JavaScript value.
//!
//! The mapping of messages is written against this trait, so that the browser and the host tests run the same code.

use crate::word::Word;

/// A value of JavaScript's shape: primitive, record or list.
///
/// Law: no method throws or panics, whatever the value is that another of them gave.
pub trait Value: Clone {
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
    /// Sets a property of a record to the same property of another, whatever that is.
    fn copy(&mut self, key: Word, from: &Self);
    /// Appends to a list.
    fn push(&mut self, value: Self);

    // Lists of records, a column at a time, so that a long list takes no more steps here than a short one.

    /// The items from one place of a list to before another.
    fn slice(&self, start: u32, end: u32) -> Self;
    /// This list and another.
    fn concat(&self, other: &Self) -> Self;
    /// The items of a list that have both properties, none of them false to JavaScript.
    fn having(&self, keys: [Word; 2]) -> Self;
    /// A copy of this record for each item of a list.
    fn copies(&self, items: &Self) -> Self;
    /// Sets a property of each record of a list to the property `from` of the item in the same place of another, unless
    /// JavaScript takes that for false.
    fn fill(&mut self, key: Word, items: &Self, from: Word);
    /// Sets it to the item's own, whatever that is.
    fn fill_any(&mut self, key: Word, items: &Self);
    /// Sets it to the item's own if that is one of two words.
    fn fill_word(&mut self, key: Word, items: &Self, words: [Word; 2]);
    /// Sets it to the item's own if that is a list, else to an empty one.
    fn fill_list(&mut self, key: Word, items: &Self);
}
