//! What the core asks of a value of JavaScript's: `values.js` does it.

use alter_connect_core::error::Error;
use alter_connect_core::value::{Kind, Value};
use alter_connect_core::word::Word;

use crate::effects;
use crate::handle::Handle;

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
