//! JSON as the machine's idea of a JavaScript value, for these tests, the simulation and the fuzzers. `null` is `undefined`, too.

use alter_connect_core::error::Error;
use alter_connect_core::value::{Kind, Value};
use alter_connect_core::word::Word;
use serde_json::{Value as Data, json};

/// The moment that [`Value::now`] answers with.
pub const NOW: &str = "2026-01-02T03:04:05.678Z";

/// A value of JavaScript's.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub Data);

impl Value for Json {
    fn get(&self, key: Word) -> Option<Self> {
        Some(&self.0[key.as_str()]).filter(|value| truthy(value)).cloned().map(Self)
    }

    fn kind(&self) -> Kind {
        match self.0 {
            Data::String(_) => Kind::Text,
            Data::Array(_) => Kind::List,
            Data::Object(_) => Kind::Record,
            Data::Null | Data::Bool(_) | Data::Number(_) => Kind::Other,
        }
    }

    fn word(&self) -> Option<Word> {
        self.0.as_str().and_then(Word::named)
    }

    // Whatever has a length has items, as in JavaScript.
    fn each(&self, limit: u32, visit: impl FnMut(Self)) {
        let limit = limit as usize;
        match &self.0 {
            Data::Array(items) => items.iter().take(limit).cloned().map(Self).for_each(visit),
            Data::Object(fields) => {
                let length = self.0["length"].as_f64().unwrap_or(0.0) as usize;
                let item = |index: usize| fields.get(&index.to_string()).cloned().unwrap_or_default();
                (0..length.min(limit)).map(item).map(Self).for_each(visit);
            }
            Data::String(text) => {
                text.chars().take(limit).map(|letter| Self(letter.to_string().into())).for_each(visit)
            }
            Data::Null | Data::Bool(_) | Data::Number(_) => {}
        }
    }

    fn split(&self) -> Self {
        self.0.as_str().map_or_else(|| self.clone(), |text| Self(text.split(',').collect()))
    }

    fn last_label(&self) -> Option<Word> {
        self.0.as_str()?.rsplit('.').next().and_then(Word::named)
    }

    fn record(&self) -> Self {
        Self(json!({}))
    }

    fn list(&self) -> Self {
        Self(json!([]))
    }

    fn undefined(&self) -> Self {
        Self(Data::Null)
    }

    fn text(&self, word: Word) -> Self {
        Self(word.as_str().into())
    }

    fn failure(&self, error: Error, details: Option<Self>) -> Self {
        let mut failure = json!({"code": error.code().as_str(), "message": error.sentence().as_str()});
        if let Some(details) = details {
            failure["details"] = details.0;
        }
        Self(failure)
    }

    fn now(&self) -> Self {
        Self(NOW.into())
    }

    fn set(&mut self, key: Word, value: Self) {
        self.0[key.as_str()] = value.0;
    }

    fn set_extra(&mut self, item: &Self) {
        let mut others = item.0.as_object().cloned().unwrap_or_default();
        others.retain(|key, _| self.0.get(key).is_none());
        if !others.is_empty() && !others.contains_key(Word::AlterConnectSuccess.as_str()) {
            self.0["extra"] = others.into();
        }
    }

    fn push(&mut self, value: Self) {
        self.0.as_array_mut().expect("a list of ours").push(value.0);
    }
}

/// Whether JavaScript takes it for true.
pub fn truthy(value: &Data) -> bool {
    match value {
        Data::Null => false,
        Data::Bool(value) => *value,
        Data::Number(number) => number.as_f64() != Some(0.0),
        Data::String(text) => !text.is_empty(),
        Data::Array(_) | Data::Object(_) => true,
    }
}
