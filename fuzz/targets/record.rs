//! The record that a result is kept as in `sessionStorage`: the bytes are its JSON.

#![no_main]

use alter_connect::core::message::Answer;
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use serde_json::Value as Data;

use crate::json::{Json, truthy};

#[path = "../../core/tests/rules/json.rs"]
mod json;
mod mutate;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::json(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(record) = serde_json::from_slice::<Data>(data).map(Json) else { return Corpus::Reject };
    let (grants, error) = (&record.0["grants"], &record.0["error"]);
    match Answer::from_record(&record) {
        Some(Answer::Success(kept)) => {
            assert!(truthy(grants));
            assert_eq!(kept.0, *grants);
        }
        Some(Answer::Failure(kept)) => {
            assert!(truthy(error) && !truthy(grants));
            assert_eq!(kept.0, *error);
        }
        None => assert!(!truthy(grants) && !truthy(error), "a kept result was lost"),
    }
    // Whatever is kept comes back as it was, over text and all.
    let answers =
        [Answer::from_record(&record), Answer::from_message(&record), Answer::from_redirect(&strings(&record))];
    for answer in answers.into_iter().flatten() {
        let text = answer.clone().into_record().0.to_string();
        let back = serde_json::from_str(&text).map(Json).expect("it was JSON");
        assert_eq!(Answer::from_record(&back), Some(answer));
    }
    Corpus::Keep
});

/// A query has strings only.
fn strings(record: &Json) -> Json {
    let pairs = record.0.as_object().into_iter().flatten();
    Json(pairs.filter(|(_, value)| value.is_string()).map(|(key, value)| (key.clone(), value.clone())).collect())
}
