//! JSON as the core's idea of a JavaScript value. `null` stands for undefined too.

use std::string::ToString;
use std::vec::Vec;

use serde_json::{Value as Json, json};

use crate::value::Value;
use crate::word::Word;

/// The moment that [`Value::now`] answers with.
pub const NOW: &str = "2026-01-02T03:04:05.678Z";

impl Value for Json {
    type Scope = ();

    fn scope() {}

    fn get(&self, key: Word) -> Self {
        self.as_object().and_then(|record| record.get(key.as_str())).cloned().unwrap_or(Json::Null)
    }

    fn word(&self, key: Word) -> Option<Word> {
        Value::get(self, key).as_str().and_then(Word::named)
    }

    fn number(&self, key: Word) -> f64 {
        Value::get(self, key).as_f64().unwrap_or(f64::NAN)
    }

    fn truthy(&self) -> bool {
        match self {
            Json::Null => false,
            Json::Bool(value) => *value,
            Json::Number(number) => number.as_f64() != Some(0.0),
            Json::String(text) => !text.is_empty(),
            Json::Array(_) | Json::Object(_) => true,
        }
    }

    fn length(&self) -> Option<u32> {
        self.as_array().map(|items| u32::try_from(items.len()).unwrap())
    }

    fn item(&self, index: u32) -> Self {
        self[index as usize].clone()
    }

    fn split(&self) -> Self {
        let text = self.as_str().unwrap();
        Json::Array(text.split(',').map(Json::from).collect::<Vec<_>>())
    }

    fn undefined() -> Self {
        Json::Null
    }

    fn from_word(word: Word) -> Self {
        word.as_str().into()
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

    fn push(&mut self, value: Self) {
        self.as_array_mut().unwrap().push(value);
    }
}
