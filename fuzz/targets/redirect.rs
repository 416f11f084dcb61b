//! The query string of a return from the hosted page, read as `URLSearchParams` reads it.

#![no_main]

use alter_connect::core::message::Answer;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde_json::{Map, Value as Data, json};

use crate::json::{Json, truthy};

#[path = "../../core/tests/rules/json.rs"]
mod json;
mod laws;
mod mutate;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::query(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| {
    let mut query = Map::new();
    for (key, value) in form_urlencoded::parse(data.strip_prefix(b"?").unwrap_or(data)) {
        // The first of several parameters of the same name counts.
        query.entry(key).or_insert_with(|| value.into());
    }
    let query = Data::Object(query);
    let success = query["alter_connect_success"] == "true";
    match Answer::from_redirect(&Json(query.clone())) {
        Some(Answer::Success(Json(grants))) => {
            assert!(success && is_complete(&query));
            let grants = grants.as_array().expect("grants are a list");
            assert_eq!(grants.len(), 1);
            laws::check_grant(&item(&query), &grants[0]);
        }
        Some(Answer::Failure(Json(error))) if success => {
            assert!(!is_complete(&query), "a grant was lost");
            laws::check_no_grants(&error);
        }
        Some(Answer::Failure(Json(error))) => {
            assert!(truthy(&query["alter_connect_error"]));
            laws::check_error(&query["error_code"], &query["error_description"], &error);
        }
        None => assert!(!success && !truthy(&query["alter_connect_error"]), "a return was not noticed"),
    }
});

fn is_complete(query: &Data) -> bool {
    laws::is_usable(query) && truthy(&query["account_identifier"])
}

/// The same grant as the hosted page would post it.
fn item(query: &Data) -> Data {
    let mut item = query.clone();
    let scopes = query["scopes"].as_str().unwrap_or_default();
    item["scopes"] = if scopes.is_empty() { json!([]) } else { scopes.split(',').collect() };
    item["metadata"] = Data::Null;
    item
}
