//! The query string of a return from the hosted page, read as `URLSearchParams` reads it.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde_json::{Map, Value as Json, json};

use crate::json::truthy;
use crate::message::Answer;

#[path = "../../src/error.rs"]
mod error;
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

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::query(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| {
    let pairs = form_urlencoded::parse(data.strip_prefix(b"?").unwrap_or(data));
    // Of a key that comes twice the last one counts, as with `Object.fromEntries`.
    let query: Map<String, Json> = pairs.map(|(key, value)| (key.into_owned(), value.into())).collect();
    let query = Json::Object(query);
    let success = query["alter_connect_success"] == "true";
    match Answer::from_redirect(&query) {
        Some(Answer::Success(grants)) => {
            assert!(success && is_complete(&query));
            let grants = grants.as_array().expect("grants are a list");
            assert_eq!(grants.len(), 1);
            laws::check_grant(&item(&query), &grants[0]);
        }
        Some(Answer::Failure(error)) if success => {
            assert!(!is_complete(&query), "a grant was lost");
            laws::check_no_grants(&error);
        }
        Some(Answer::Failure(error)) => {
            assert!(truthy(&query["alter_connect_error"]));
            laws::check_error(&query["error_code"], &query["error_description"], &error);
        }
        None => assert!(!success && !truthy(&query["alter_connect_error"]), "a return was not noticed"),
    }
});

fn is_complete(query: &Json) -> bool {
    laws::is_usable(query) && truthy(&query["account_identifier"])
}

/// The same grant as the hosted page would post it.
fn item(query: &Json) -> Json {
    let mut item = query.clone();
    let scopes = query["scopes"].as_str().unwrap_or_default();
    item["scopes"] = if scopes.is_empty() { json!([]) } else { scopes.split(',').collect() };
    item["metadata"] = Json::Null;
    item
}
