//! What the core may ask of a JavaScript value.
//!
//! The mapping of messages is written against this trait, so that the browser, the host tests and the fuzzers run the same
//! code.

use crate::error::Error;
use crate::word::Word;

/// A value of JavaScript's shape: primitive, record or list.
///
/// Law: no method throws or panics, whatever the value is.
pub trait Value: Clone {
    /// The property `key`, unless JavaScript takes it for false.
    fn get(&self, key: Word) -> Option<Self>;
    /// What the value is.
    fn kind(&self) -> Kind;
    /// The [`Word`] that the value is, if it is one.
    fn word(&self) -> Option<Word>;
    /// Visits the items of a list, but no more than `limit`.
    fn each(&self, limit: u32, visit: impl FnMut(Self));
    /// A string's parts between commas.
    fn split(&self) -> Self;
    /// The [`Word`] that a string's last part after a dot is, if it is one.
    fn last_label(&self) -> Option<Word>;

    // What is made is made beside another value, and lives as long as that.

    /// An empty record.
    fn record(&self) -> Self;
    /// An empty list.
    fn list(&self) -> Self;
    /// JavaScript's `undefined`.
    fn undefined(&self) -> Self;
    /// A word as a string.
    fn text(&self, word: Word) -> Self;
    /// `{error: {code, message, details}}`; without details, there are none.
    fn failure(&self, error: Error, details: Option<Self>) -> Self;
    /// This moment as an ISO-8601 string.
    fn now(&self) -> Self;

    /// Sets a property of a record.
    fn set(&mut self, key: Word, value: Self);
    /// Sets the property `extra` of a grant to a record of those own properties of an item that the grant lacks, if there are
    /// any. The parameters of an address, which have an [`AlterConnectSuccess`](Word::AlterConnectSuccess) among them, have no
    /// extra: the rest is the app's.
    fn set_extra(&mut self, item: &Self);
    /// Appends to a list.
    fn push(&mut self, value: Self);
}

/// What a [`Value`] is, as far as anybody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Kind {
    /// None of the following.
    Other,
    /// A string, the empty one too.
    Text,
    /// A function.
    Function,
    /// An array.
    List,
    /// An object that is nothing else: no array, `Map`, `Date` or the like.
    Record,
}
