//! The record that a result is kept as in `sessionStorage`: the bytes are its JSON.

#![no_main]

use alter_connect_core::message::Answer;
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use serde_json::{Value as Data, json};

use crate::json::{Json, truthy};

#[path = "../../core/tests/rules/json.rs"]
mod json;
#[path = "../../core/tests/rules/laws.rs"]
mod laws;
mod mutate;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::json(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(record) = serde_json::from_slice::<Data>(data).map(Json) else { return Corpus::Reject };
    let (grants, error) = (&record.0["grants"], &record.0["error"]);
    // It is checked as a message is: anything may have changed it.
    match Answer::from_record(&record) {
        Some(answer) if truthy(grants) => {
            let message = Json(json!({"type": "alter_connect_success", "grants": grants}));
            let mut told = Answer::from_message(&message).expect("it is a success");
            // A message that is no use is told with its whole; a record is ours.
            if let Some(error) = told.0.0.as_object_mut() {
                error.remove("details");
            }
            assert_eq!(told, answer);
        }
        Some(Answer(Json(kept))) => {
            assert!(truthy(error));
            laws::check_error(&error["code"], &error["message"], &kept);
            assert_eq!(kept.get("details"), Some(&error["details"]).filter(|details| truthy(details)));
        }
        None => assert!(!truthy(grants) && !truthy(error), "a pending result was lost"),
    }
    // Whatever is kept comes back as it was, over text and all.
    let answers = [Answer::from_record(&record), Answer::from_message(&record), Answer::from_parameters(&record)];
    for mut answer in answers.into_iter().flatten() {
        laws::without_extra(&mut answer.0.0);
        let text = answer.clone().into_record().0.to_string();
        let back = serde_json::from_str(&text).map(Json).expect("it was JSON");
        assert_eq!(Answer::from_record(&back), Some(answer));
    }
    Corpus::Keep
});
