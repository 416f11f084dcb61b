//! A value of JavaScript's as the core asks about it.

use wasm_bindgen::prelude::*;

use super::clock;
use super::local::Local;
use super::name::Name;
use super::scope::scope;
use crate::core::value::{Kind, Value};
use crate::core::word::{Sentence, Word};

#[wasm_bindgen(module = "/src/browser/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = get)]
    fn get_word(object: i32, key: Word) -> i32;
    #[wasm_bindgen(js_name = set)]
    fn set_word(object: i32, key: Word, value: i32) -> bool;
    #[wasm_bindgen(js_name = append)]
    fn append_item(list: i32, value: i32);
    #[wasm_bindgen(js_name = value)]
    fn to_word(value: i32) -> Word;
    #[wasm_bindgen(js_name = kind)]
    fn kind_of(value: i32) -> i32;
    #[wasm_bindgen(js_name = item)]
    fn item_at(list: i32, index: i32) -> i32;
}

impl Value for Local<'_> {
    #[inline(always)]
    fn get(&self, key: Word) -> Option<Self> {
        property(*self, key)
    }

    #[inline(always)]
    fn kind(&self) -> Kind {
        kind(*self)
    }

    fn word(&self) -> Option<Word> {
        // An unknown string becomes a variant that equals none of ours.
        Some(to_word(self.number()))
    }

    fn each(&self, limit: u32, mut visit: impl FnMut(Self)) {
        let length = self.at(Name::Length).map_or(0.0, Local::as_number) as u32;
        for index in 0..length.min(limit) as i32 {
            scope(|_| visit(self.scope().passed(item_at(self.number(), index))));
        }
    }

    fn split(&self) -> Self {
        self.call1(Name::Split, self.scope().name(Name::Comma)).unwrap_or(*self)
    }

    fn record(&self) -> Self {
        self.scope().record()
    }

    fn list(&self) -> Self {
        self.scope().list()
    }

    fn undefined(&self) -> Self {
        self.scope().undefined()
    }

    fn text(&self, word: Word) -> Self {
        self.scope().word(word)
    }

    fn sentence(&self, sentence: Sentence) -> Self {
        self.scope().sentence(sentence)
    }

    fn now(&self) -> Self {
        clock::iso(self.scope())
    }

    #[inline(always)]
    fn set(&mut self, key: Word, value: Self) {
        set_property(*self, key, value);
    }

    fn push(&mut self, value: Self) {
        append_item(self.number(), value.number());
    }
}

// Called from many places: by value, since a reference would need the value in memory, and not inlined.

#[inline(never)]
fn property<'s>(record: Local<'s>, key: Word) -> Option<Local<'s>> {
    record.scope().some(get_word(record.number(), key))
}

#[inline(never)]
fn set_property(record: Local<'_>, key: Word, value: Local<'_>) {
    set_word(record.number(), key, value.number());
}

#[inline(never)]
fn kind(value: Local<'_>) -> Kind {
    match kind_of(value.number()) {
        1 => Kind::Text,
        2 => Kind::Function,
        3 => Kind::List,
        4 => Kind::Record,
        _ => Kind::Other,
    }
}

impl Local<'_> {
    /// Whether it can be called.
    pub fn is_function(self) -> bool {
        self.kind() == Kind::Function
    }
}
