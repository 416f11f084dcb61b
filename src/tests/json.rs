//! JSON as the core's idea of a JavaScript value. `null` stands for undefined too.

use std::string::ToString;
use std::vec::Vec;

use serde_json::{Value as Json, json};

use crate::value::Value;
use crate::word::Word;

/// The moment that [`Value::now`] answers with.
pub const NOW: &str = "2026-01-02T03:04:05.678Z";

impl Value for Json {
    fn get(&self, key: Word) -> Option<Self> {
        Some(self[key.as_str()].clone()).filter(truthy)
    }

    fn word(&self, key: Word) -> Option<Word> {
        self[key.as_str()].as_str().and_then(Word::named)
    }

    fn number(&self, key: Word) -> f64 {
        self[key.as_str()].as_f64().unwrap_or(f64::NAN)
    }

    fn is_list(&self) -> bool {
        self.is_array()
    }

    fn length(&self) -> u32 {
        self.as_array().unwrap().len().try_into().unwrap()
    }

    fn item(&self, index: u32) -> Option<Self> {
        Some(self[index as usize].clone()).filter(truthy)
    }

    fn split(&self) -> Self {
        let text = self.as_str().unwrap();
        Json::Array(text.split(',').map(Json::from).collect::<Vec<_>>())
    }

    fn record() -> Self {
        json!({})
    }

    fn list() -> Self {
        json!([])
    }

    fn now() -> Self {
        NOW.into()
    }

    fn set(&mut self, key: Word, value: Self) {
        self.as_object_mut().unwrap().insert(key.as_str().to_string(), value);
    }

    fn set_word(&mut self, key: Word, word: Word) {
        self.set(key, word.as_str().into());
    }

    fn copy(&mut self, key: Word, from: &Self) {
        self.set(key, from[key.as_str()].clone());
    }

    fn push(&mut self, value: Self) {
        self.as_array_mut().unwrap().push(value);
    }

    fn slice(&self, start: u32, end: u32) -> Self {
        let (start, end) = (start as usize, end.min(self.length()) as usize);
        self.as_array().unwrap()[start..end].into()
    }

    fn concat(&self, other: &Self) -> Self {
        [self, other].into_iter().flat_map(|list| list.as_array().unwrap()).cloned().collect()
    }

    fn having(&self, keys: [Word; 2]) -> Self {
        self.as_array()
            .unwrap()
            .iter()
            .filter(|item| keys.iter().all(|key| truthy(&item[key.as_str()])))
            .cloned()
            .collect()
    }

    fn copies(&self, items: &Self) -> Self {
        items.as_array().unwrap().iter().map(|_| self.clone()).collect()
    }

    fn fill(&mut self, key: Word, items: &Self, from: Word) {
        fill(self, key, items, |item| Some(&item[from.as_str()]).filter(|value| truthy(value)).cloned());
    }

    fn fill_any(&mut self, key: Word, items: &Self) {
        fill(self, key, items, |item| Some(item[key.as_str()].clone()));
    }

    fn fill_word(&mut self, key: Word, items: &Self, words: [Word; 2]) {
        fill(self, key, items, |item| {
            item.word(key).filter(|word| words.contains(word)).map(|word| word.as_str().into())
        });
    }

    fn fill_list(&mut self, key: Word, items: &Self) {
        let list = |item: &Json| if item[key.as_str()].is_array() { item[key.as_str()].clone() } else { json!([]) };
        fill(self, key, items, |item| Some(list(item)));
    }
}

fn fill(records: &mut Json, key: Word, items: &Json, value: impl Fn(&Json) -> Option<Json>) {
    let (records, items) = (records.as_array_mut().unwrap(), items.as_array().unwrap());
    assert_eq!(records.len(), items.len());
    for (record, item) in records.iter_mut().zip(items) {
        if let Some(value) = value(item) {
            record.set(key, value);
        }
    }
}

/// Whether JavaScript takes it for true.
pub fn truthy(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::String(text) => !text.is_empty(),
        Json::Array(_) | Json::Object(_) => true,
    }
}
