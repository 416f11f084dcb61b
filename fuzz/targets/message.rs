//! What the hosted page posts: the bytes are its message as JSON.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use serde_json::{Value as Json, json};

use crate::grant::Grant;
use crate::message::Answer;

#[path = "../../src/error.rs"]
mod error;
#[path = "../../src/grant.rs"]
mod grant;
#[path = "../../src/tests/json.rs"]
mod json;
mod laws;
#[path = "../../src/message.rs"]
mod message;
mod mutate;
#[path = "../../src/value.rs"]
mod value;
#[path = "../../src/word.rs"]
mod word;

extern crate alloc;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::json(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(message) = serde_json::from_slice::<Json>(data) else { return Corpus::Reject };
    match (message["type"].as_str(), Answer::from_message(&message)) {
        (Some("alter_connect_success"), Some(answer)) => check_success(&message["grants"], answer),
        (Some("alter_connect_error"), Some(Answer::Failure(error))) => check_failure(&message, &error),
        (_, answer) => assert_eq!(answer, None, "not of this protocol"),
    }
    Corpus::Keep
});

fn check_success(items: &Json, answer: Answer<Json>) {
    let items = items.as_array().map(Vec::as_slice).unwrap_or_default();
    let usable: Vec<&Json> = items.iter().filter(|item| laws::is_usable(item)).collect();
    match answer {
        Answer::Success(grants) => {
            let list = grants.as_array().expect("grants are a list");
            assert!(!list.is_empty());
            assert_eq!(list.len(), usable.len(), "a usable item was lost, or another was taken for one");
            for (item, grant) in usable.iter().zip(list) {
                laws::check_grant(item, grant);
            }
            let again = json!({"type": "alter_connect_success", "grants": grants});
            assert_eq!(Answer::from_message(&again), Some(Answer::Success(grants.clone())), "not stable");
            if list.iter().all(is_of_the_right_types) {
                let typed: Vec<Grant> = serde_json::from_value(grants.clone()).expect("the Rust API takes it");
                assert_eq!(typed.len(), list.len());
            }
        }
        Answer::Failure(error) => {
            assert!(usable.is_empty(), "usable items were lost");
            laws::check_no_grants(&error);
        }
    }
}

fn check_failure(message: &Json, error: &Json) {
    laws::check_error(&message["error"], &message["error_description"], error);
    assert_eq!(error["details"], *message);
    let again = json!({
        "type": "alter_connect_error", "error": error["code"], "error_description": error["message"],
    });
    let Some(Answer::Failure(same)) = Answer::from_message(&again) else { panic!("not stable") };
    assert_eq!((&same["code"], &same["message"]), (&error["code"], &error["message"]), "not stable");
}

/// Whether the fields that are passed through are what the types say.
fn is_of_the_right_types(grant: &Json) -> bool {
    let strings = ["grant_id", "provider", "provider_name", "account_identifier", "timestamp"];
    strings.iter().all(|field| grant[*field].is_string())
        && grant["scopes"].as_array().is_some_and(|scopes| scopes.iter().all(Json::is_string))
        && grant["metadata"].is_null()
}
