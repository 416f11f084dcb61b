//! The record that a result is kept as in `sessionStorage`: the bytes are its JSON.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use serde_json::Value as Json;

use crate::json::truthy;
use crate::message::Answer;

#[path = "../../src/error.rs"]
mod error;
#[path = "../../src/tests/json.rs"]
mod json;
#[path = "../../src/message.rs"]
mod message;
mod mutate;
#[path = "../../src/value.rs"]
mod value;
#[path = "../../src/word.rs"]
mod word;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::json(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(record) = serde_json::from_slice::<Json>(data) else { return Corpus::Reject };
    match Answer::from_record(&record) {
        Some(Answer::Success(grants)) => {
            assert!(truthy(&grants));
            assert_eq!(grants, record["grants"]);
        }
        Some(Answer::Failure(error)) => {
            assert!(truthy(&error) && !truthy(&record["grants"]));
            assert_eq!(error, record["error"]);
        }
        None => assert!(!truthy(&record["grants"]) && !truthy(&record["error"]), "a kept result was lost"),
    }
    // Whatever is kept comes back as it was, over text and all.
    let answers =
        [Answer::from_record(&record), Answer::from_message(&record), Answer::from_redirect(&strings(&record))];
    for answer in answers.into_iter().flatten() {
        let text = answer.clone().into_record().to_string();
        let back = Answer::from_record(&serde_json::from_str(&text).expect("it was JSON"));
        assert_eq!(back, Some(answer));
    }
    Corpus::Keep
});

/// A query has strings only.
fn strings(record: &Json) -> Json {
    let pairs = record.as_object().into_iter().flatten();
    pairs.filter(|(_, value)| value.is_string()).map(|(key, value)| (key.clone(), value.clone())).collect()
}
