//! The mapping of messages and redirects, against the rows of the contract.

use std::collections::BTreeMap;
use std::string::{String, ToString};
use std::vec::Vec;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::json::NOW;
use crate::message::Answer;
use crate::value::Value;
use crate::word::Word;

fn success(grants: Json) -> Answer<Json> {
    Answer::from_message(&json!({"type": "alter_connect_success", "grants": grants})).unwrap()
}

fn code(answer: Answer<Json>) -> String {
    match answer {
        Answer::Failure(error) => error["code"].as_str().unwrap().into(),
        Answer::Success(grants) => panic!("grants: {grants}"),
    }
}

#[test]
fn a_bare_grant_gets_the_defaults() {
    assert_eq!(
        success(json!([{"grant_id": "g", "provider": "google"}])),
        Answer::Success(json!([{
            "grant_id": "g", "provider": "google", "provider_name": "google", "account_identifier": "",
            "timestamp": NOW, "operation": "creation", "scopes": [], "status": "active", "metadata": null,
        }]))
    );
}

#[test]
fn a_full_grant_is_passed_through() {
    let grant = json!({
        "grant_id": "g", "provider": "google", "provider_name": "Google", "account_identifier": "a@example.com",
        "timestamp": "2026-01-01T00:00:00Z", "operation": "reauth", "scopes": ["mail", 1], "status": "pending",
        "metadata": {"account_email": "a@example.com", "x": [1]},
    });
    assert_eq!(success(json!([grant])), Answer::Success(json!([grant])));
}

#[test]
fn unknown_words_fall_back() {
    let Answer::Success(grants) = success(json!([
        {"grant_id": "g", "provider": "p", "operation": "x", "status": "x", "scopes": "a,b"},
        {"grant_id": "g", "provider": "p", "operation": 1, "status": "error", "scopes": {"length": 1}},
    ])) else {
        panic!("no grants")
    };
    assert_eq!(grants[0]["operation"], "creation");
    assert_eq!(grants[0]["status"], "active");
    assert_eq!(grants[0]["scopes"], json!([]));
    assert_eq!(grants[1]["status"], "error");
    assert_eq!(grants[1]["scopes"], json!([]));
}

#[test]
fn bad_items_do_not_cost_the_good_ones() {
    let bad = [
        json!(null),
        json!(7),
        json!("text"),
        json!([]),
        json!({}),
        json!({"grant_id": "g"}),
        json!({"provider": "p"}),
        json!({"grant_id": "", "provider": "p"}),
    ];
    for item in bad {
        let Answer::Success(grants) = success(json!([item, {"grant_id": "g", "provider": "p"}])) else {
            panic!("{item} cost the good grant")
        };
        assert_eq!(grants.as_array().unwrap().len(), 1);
    }
}

#[test]
fn success_without_a_usable_grant_is_invalid() {
    for grants in [json!(null), json!([]), json!({"0": {}}), json!("[]"), json!([null, {}])] {
        assert_eq!(code(success(grants)), "invalid_response");
    }
}

#[test]
fn an_error_keeps_the_page_s_words_and_the_whole_message() {
    let message = json!({"type": "alter_connect_error", "error": "connect_denied", "error_description": "No.", "x": 1});
    assert_eq!(
        Answer::from_message(&message),
        Some(Answer::Failure(json!({"code": "connect_denied", "message": "No.", "details": message})))
    );
    let message = json!({"type": "alter_connect_error", "error": ""});
    assert_eq!(
        Answer::from_message(&message),
        Some(Answer::Failure(json!({
            "code": "oauth_error", "message": "OAuth authorization failed", "details": message,
        })))
    );
}

#[test]
fn anything_else_is_not_of_this_protocol() {
    for message in [
        json!(null),
        json!("alter_connect_success"),
        json!([]),
        json!({"type": "alter_connect_succes"}),
        json!({"type": ["alter_connect_success"]}),
        json!({"type": "success", "grants": [{"grant_id": "g", "provider": "p"}]}),
    ] {
        assert_eq!(Answer::from_message(&message), None);
    }
}

#[test]
fn a_redirect_gives_one_grant() {
    let query = json!({
        "alter_connect_success": "true", "grant_id": "g", "provider": "google", "account_identifier": "a@example.com",
        "provider_name": "Google", "timestamp": "t", "operation": "reauth", "scopes": "mail,drive", "status": "pending",
        "metadata": "forged",
    });
    assert_eq!(
        Answer::from_redirect(&query),
        Some(Answer::Success(json!([{
            "grant_id": "g", "provider": "google", "provider_name": "Google", "account_identifier": "a@example.com",
            "timestamp": "t", "operation": "reauth", "scopes": ["mail", "drive"], "status": "pending",
            "metadata": null,
        }])))
    );
}

#[test]
fn a_redirect_needs_all_three() {
    for missing in ["grant_id", "provider", "account_identifier"] {
        let mut query = json!({
            "alter_connect_success": "true", "grant_id": "g", "provider": "p", "account_identifier": "a",
        });
        query.as_object_mut().unwrap().remove(missing);
        assert_eq!(code(Answer::from_redirect(&query).unwrap()), "invalid_response", "{missing}");
    }
}

#[test]
fn a_redirect_may_bring_an_error_or_nothing() {
    let query = json!({"alter_connect_error": "true", "error_code": "connect_denied", "error_description": "No."});
    assert_eq!(
        Answer::from_redirect(&query),
        Some(Answer::Failure(json!({"code": "connect_denied", "message": "No."})))
    );
    assert_eq!(code(Answer::from_redirect(&json!({"alter_connect_error": "1"})).unwrap()), "oauth_error");
    assert_eq!(Answer::from_redirect(&json!({"grant_id": "g"})), None);
    assert_eq!(Answer::from_redirect(&json!({"alter_connect_success": "1"})), None);
}

#[test]
fn a_kept_answer_comes_back_as_it_was() {
    for answer in [Answer::Success(json!([{"grant_id": "g"}])), Answer::Failure(json!({"code": "c"}))] {
        assert_eq!(Answer::from_record(&answer.clone().into_record()), Some(answer));
    }
    assert_eq!(Answer::from_record(&json!({"x": 1})), None);
}

/// Any JSON, with the protocol's own keys and words more often than chance would have them.
fn any_json() -> impl Strategy<Value = Json> {
    let word = prop::sample::select(Vec::from([
        "type",
        "grants",
        "grant_id",
        "provider",
        "scopes",
        "status",
        "operation",
        "metadata",
        "error",
        "alter_connect_success",
        "alter_connect_error",
        "true",
        "reauth",
        "pending",
    ]));
    let text = prop_oneof![word.clone().prop_map(String::from), ".{0,8}"];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        text.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map(text.clone(), inner, 0..8)
                .prop_map(|record: BTreeMap<_, _>| Json::Object(record.into_iter().collect())),
        ]
    })
}

#[test]
fn more_grants_than_a_batch_keep_their_order() {
    let items: Vec<Json> = (0..1_500)
        .map(|index| if index % 7 == 0 { json!(index) } else { json!({"grant_id": index, "provider": "p"}) })
        .collect();
    let expected: Vec<u32> = (0..1_500).filter(|index| index % 7 != 0).collect();
    let message = json!({"type": "alter_connect_success", "grants": items});
    let Some(Answer::Success(grants)) = Answer::from_message(&message) else { panic!("grants were lost") };
    let ids: Vec<u32> =
        grants.as_array().unwrap().iter().map(|grant| grant["grant_id"].as_u64().unwrap() as u32).collect();
    assert_eq!(ids, expected);
}

proptest! {
    #[test]
    fn whatever_comes_is_mapped_or_refused(grants in any_json(), query in any_json()) {
        let answers = [
            Answer::from_message(&json!({"type": "alter_connect_success", "grants": grants})),
            Answer::from_message(&grants),
            Answer::from_redirect(&json!({
                "alter_connect_success": "true", "account_identifier": "a", "grant_id": query.to_string(), "provider": "p",
                "scopes": query.to_string(),
            })),
        ];
        for answer in answers.into_iter().flatten() {
            match answer {
                Answer::Success(grants) => {
                    prop_assert!(grants.length() > 0);
                    for grant in grants.as_array().unwrap() {
                        prop_assert!(Value::get(grant, Word::GrantId).is_some());
                        prop_assert!(Value::get(grant, Word::Provider).is_some());
                        prop_assert!(grant["scopes"].is_array());
                    }
                }
                Answer::Failure(error) => {
                    prop_assert!(Value::get(&error, Word::Code).is_some());
                    prop_assert!(Value::get(&error, Word::Message).is_some());
                }
            }
        }
    }
}
