//! What must hold of every answer that an app gets to see, for these tests and the fuzzers.

use std::collections::BTreeSet;

use alter_connect_core::grant::{MOST_GRANTS, MOST_SCOPES};
use alter_connect_core::message::Answer;
use alter_connect_core::word::Word;
use serde_json::{Value as Data, json};

use crate::json::{Json, NOW, truthy};

const FIELDS: [&str; 9] = [
    "account_identifier",
    "grant_id",
    "metadata",
    "operation",
    "provider",
    "provider_name",
    "scopes",
    "status",
    "timestamp",
];

/// Whatever is posted gets the answer that it should.
pub fn check_message(message: &Data) {
    match (message["type"].as_str(), Answer::from_message(&Json(message.clone()))) {
        (Some("alter_connect_success"), Some(answer)) => check_success(message, answer),
        (Some("alter_connect_error"), Some(answer)) => check_failure(message, &answer.0.0),
        (_, answer) => assert_eq!(answer, None, "not of this protocol"),
    }
}

fn check_success(message: &Data, answer: Answer<Json>) {
    let items = match &message["grants"] {
        Data::Array(items) => items.as_slice(),
        // A message without a list may be the one grant itself.
        none if !truthy(none) => std::slice::from_ref(message),
        _ => &[],
    };
    let usable: Vec<&Data> = items.iter().take(MOST_GRANTS as usize).filter(|item| is_usable(item)).collect();
    match answer.event() {
        Word::Success => {
            let Answer(Json(grants)) = answer;
            let list = grants.as_array().expect("grants are a list");
            assert!(!list.is_empty());
            assert_eq!(list.len(), usable.len(), "a usable item was lost, or another was taken for one");
            for (item, grant) in usable.iter().zip(list) {
                check_grant(item, grant);
            }
            let mut grants = grants;
            without_extra(&mut grants);
            let again = Json(json!({"type": "alter_connect_success", "grants": grants}));
            assert_eq!(Answer::from_message(&again), Some(Answer(Json(grants))), "not stable");
        }
        _ => {
            assert!(usable.is_empty(), "usable items were lost");
            check_no_grants(&answer.0.0);
        }
    }
}

fn check_failure(message: &Data, error: &Data) {
    check_error(&message["error"], &message["error_description"], error);
    assert_eq!(error["details"], *message);
    let again = json!({
        "type": "alter_connect_error", "error": error["code"], "error_description": error["message"],
    });
    let Answer(Json(same)) = Answer::from_message(&Json(again)).expect("not stable");
    assert_eq!((&same["code"], &same["message"]), (&error["code"], &error["message"]), "not stable");
}

/// Grants as a message or a record may bring them again: what is extra was no field of theirs.
pub fn without_extra(grants: &mut Data) {
    for grant in grants.as_array_mut().into_iter().flatten() {
        grant.as_object_mut().expect("a grant is a record").remove("extra");
    }
}

/// Whether an item may become a grant at all.
pub fn is_usable(item: &Data) -> bool {
    text(&item["grant_id"]).is_some() && text(&item["provider"]).is_some()
}

/// The grant that an item stands for: every field is there and of its type, and is the item's own where that can be.
pub fn check_grant(item: &Data, grant: &Data) {
    let fields = |record: &Data| -> BTreeSet<String> {
        record.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    };
    let known = BTreeSet::from(FIELDS.map(String::from));
    let mut extra: BTreeSet<String> = fields(item).difference(&known).cloned().collect();
    // The parameters of an address, whose others are the app's.
    if extra.contains("alter_connect_success") {
        extra.clear();
    }
    assert_eq!(fields(&grant["extra"]), extra);
    for key in &extra {
        assert_eq!(grant["extra"][key], item[key]);
    }
    let mut told = fields(grant);
    told.remove("extra");
    assert_eq!(told, known);
    let provider = text(&item["provider"]).expect("a usable item");
    let text_or =
        |field: &str, default: &str| assert_eq!(grant[field], text(&item[field]).unwrap_or(default), "{field}");
    assert_eq!(grant["grant_id"], item["grant_id"]);
    assert_eq!(grant["provider"], provider);
    text_or("provider_name", provider);
    text_or("account_identifier", "");
    text_or("timestamp", NOW);
    let one_of = |field: &str, known: &[&str], default: &str| {
        let word = item[field].as_str().filter(|word| known.contains(word)).unwrap_or(default);
        assert_eq!(grant[field], word);
    };
    one_of("operation", &["reauth"], "creation");
    one_of("status", &["pending", "error"], "active");
    let scopes = item["scopes"].as_array().into_iter().flatten().take(MOST_SCOPES as usize);
    assert_eq!(grant["scopes"], scopes.filter(|scope| scope.is_string()).cloned().collect::<Data>());
    assert_eq!(grant["metadata"], if item["metadata"].is_object() { item["metadata"].clone() } else { Data::Null });
}

/// An error record with these words, or the defaults in their place.
pub fn check_error(code: &Data, message: &Data, error: &Data) {
    assert_eq!(error["code"], text(code).unwrap_or("oauth_error"));
    assert_eq!(error["message"], text(message).unwrap_or("OAuth authorization failed"));
}

/// What an app hears where a success came without a usable grant.
pub fn check_no_grants(error: &Data) {
    assert_eq!(error["code"], "invalid_response");
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
}

/// A string that says something.
fn text(value: &Data) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}
