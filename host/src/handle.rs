//! A value of JavaScript's, by its number.

use core::num::NonZeroI32;

use alter_connect_core::error::Error;
use alter_connect_core::value::{Kind, Value};
use alter_connect_core::word::Word;

use crate::effects;

/// A value of JavaScript's by its number in `values.js`, good until the call from JavaScript ends in which it came. A number
/// that is good no longer means another value or `undefined`, and harms nothing.
#[derive(Clone, Copy)]
pub struct Handle(NonZeroI32);

impl Handle {
    /// The value of that number; `None` for 0.
    pub fn some(number: i32) -> Option<Self> {
        NonZeroI32::new(number).map(Self)
    }

    /// The value that JavaScript has just entered, of that number.
    ///
    /// # Safety
    ///
    /// The number is not 0.
    pub unsafe fn entered(number: i32) -> Self {
        debug_assert_ne!(number, 0, "values.js enters no value under 0");
        // SAFETY: the caller's.
        Self(unsafe { NonZeroI32::new_unchecked(number) })
    }

    /// The number.
    pub fn number(self) -> i32 {
        self.0.get()
    }
}

impl Value for Handle {
    #[inline(always)]
    fn get(&self, key: Word) -> Option<Self> {
        property(*self, key)
    }

    #[inline(always)]
    fn kind(&self) -> Kind {
        kind(*self)
    }

    fn word(&self) -> Option<Word> {
        effects::word(*self)
    }

    fn each(&self, limit: u32, mut visit: impl FnMut(Self)) {
        let mut left = effects::length(*self, limit as i32);
        let mut index = 0;
        while left > 0 {
            visit(effects::item(*self, index));
            index += 1;
            left -= 1;
        }
    }

    fn last_label(&self) -> Option<Word> {
        effects::last_label(*self)
    }

    fn split(&self) -> Self {
        effects::split(*self)
    }

    fn record(&self) -> Self {
        effects::record()
    }

    fn list(&self) -> Self {
        effects::list()
    }

    fn undefined(&self) -> Self {
        effects::nothing()
    }

    fn text(&self, word: Word) -> Self {
        effects::text(word)
    }

    fn failure(&self, error: Error, details: Option<Self>) -> Self {
        effects::failure(error.code(), details)
    }

    fn now(&self) -> Self {
        effects::now()
    }

    #[inline(always)]
    fn set(&mut self, key: Word, value: Self) {
        effects::set(self.number(), key.0, value.number());
    }

    fn set_extra(&mut self, item: &Self) {
        effects::set_extra(*self, *item);
    }

    fn push(&mut self, value: Self) {
        effects::append(*self, value);
    }
}

// Called from many places: by value, since a reference would need the value in memory, and not inlined.

#[inline(never)]
fn property(record: Handle, key: Word) -> Option<Handle> {
    effects::get(record, key)
}

#[inline(never)]
fn kind(value: Handle) -> Kind {
    match effects::kind(value) {
        1 => Kind::Text,
        2 => Kind::Function,
        3 => Kind::List,
        4 => Kind::Record,
        _ => Kind::Other,
    }
}
