//! What the hosted page posts: the bytes are its message as JSON.

#![no_main]

use alter_connect_core::grant::MOST_GRANTS;
use alter_connect_core::message::Answer;
use alter_connect_core::word::Word;
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use serde_json::{Value as Data, json};

use crate::json::{Json, truthy};

#[path = "../../core/tests/rules/json.rs"]
mod json;
mod laws;
mod mutate;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::json(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(message) = serde_json::from_slice::<Data>(data) else { return Corpus::Reject };
    match (message["type"].as_str(), Answer::from_message(&Json(message.clone()))) {
        (Some("alter_connect_success"), Some(answer)) => check_success(&message, answer),
        (Some("alter_connect_error"), Some(answer)) => check_failure(&message, &answer.0.0),
        (_, answer) => assert_eq!(answer, None, "not of this protocol"),
    }
    Corpus::Keep
});

fn check_success(message: &Data, answer: Answer<Json>) {
    let items = match &message["grants"] {
        Data::Array(items) => items.as_slice(),
        // A message without a list may be the one grant itself.
        none if !truthy(none) => std::slice::from_ref(message),
        _ => &[],
    };
    let usable: Vec<&Data> = items.iter().take(MOST_GRANTS as usize).filter(|item| laws::is_usable(item)).collect();
    match answer.event() {
        Word::Success => {
            let Answer(Json(grants)) = answer;
            let list = grants.as_array().expect("grants are a list");
            assert!(!list.is_empty());
            assert_eq!(list.len(), usable.len(), "a usable item was lost, or another was taken for one");
            for (item, grant) in usable.iter().zip(list) {
                laws::check_grant(item, grant);
            }
            let mut grants = grants;
            laws::without_extra(&mut grants);
            let again = Json(json!({"type": "alter_connect_success", "grants": grants}));
            assert_eq!(Answer::from_message(&again), Some(Answer(Json(grants))), "not stable");
        }
        _ => {
            assert!(usable.is_empty(), "usable items were lost");
            laws::check_no_grants(&answer.0.0);
        }
    }
}

fn check_failure(message: &Data, error: &Data) {
    laws::check_error(&message["error"], &message["error_description"], error);
    assert_eq!(error["details"], *message);
    let again = json!({
        "type": "alter_connect_error", "error": error["code"], "error_description": error["message"],
    });
    let Answer(Json(same)) = Answer::from_message(&Json(again)).expect("not stable");
    assert_eq!((&same["code"], &same["message"]), (&error["code"], &error["message"]), "not stable");
}
