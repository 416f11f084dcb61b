//! The query string of a return from the hosted page, read as `URLSearchParams` reads it.

#![no_main]

use alter_connect_core::message::Answer;
use alter_connect_core::word::Word;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde_json::{Map, Value as Data, json};

use crate::json::{Json, truthy};

#[path = "../../core/tests/rules/json.rs"]
mod json;
#[path = "../../core/tests/rules/laws.rs"]
mod laws;
mod mutate;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::query(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| {
    let parameters: Vec<(String, String)> =
        form_urlencoded::parse(data.strip_prefix(b"?").unwrap_or(data)).into_owned().collect();
    // The last of several parameters of the same name counts.
    let query: Map<String, Data> = parameters.iter().cloned().map(|(name, value)| (name, value.into())).collect();
    let query = Data::Object(query);
    let list = parameters.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    let means = |(name, value): &&(String, String)| match name.as_str() {
        "alter_connect_success" => value == "true",
        "alter_connect_error" => !value.is_empty(),
        _ => false,
    };
    let last = parameters.iter().rfind(means).map(|(name, _)| name.as_str());
    match (last, Answer::from_parameters(&Json(list))) {
        (Some("alter_connect_success"), Some(answer)) if is_complete(&query) => {
            let grants = answer.0.0.as_array().cloned().expect("a grant was lost");
            assert_eq!(grants.len(), 1);
            laws::check_grant(&item(&query), &grants[0]);
        }
        (Some("alter_connect_success"), Some(answer)) => laws::check_no_grants(&answer.0.0),
        (Some(_), Some(answer)) => laws::check_error(&query["error_code"], &query["error_description"], &answer.0.0),
        (last, answer) => assert!(last.is_none() && answer.is_none(), "{last:?} gave {answer:?}"),
    }
});

fn is_complete(query: &Data) -> bool {
    laws::is_usable(query) && truthy(&query["account_identifier"])
}

/// The same grant as the hosted page would post it. Other parameters are the app's own.
fn item(query: &Data) -> Data {
    let mut item = query.clone();
    item.as_object_mut()
        .expect("a query is a record")
        .retain(|key, _| Word::named(key).is_some_and(Word::is_parameter));
    let scopes = query["scopes"].as_str().unwrap_or_default();
    item["scopes"] = if scopes.is_empty() { json!([]) } else { scopes.split(',').collect() };
    item["metadata"] = Data::Null;
    item
}
