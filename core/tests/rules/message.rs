//! The mapping of messages and redirects, against the rows of the contract.

use std::collections::BTreeMap;

use alter_connect_core::error::Error;
use alter_connect_core::grant::{MOST_GRANTS, MOST_SCOPES};
use alter_connect_core::message::Answer;
use alter_connect_core::value::Value;
use alter_connect_core::word::{PARAMETERS, WORDS, Word};
use proptest::prelude::*;
use serde_json::{Value as Data, json};

use crate::json::{Json, NOW};
use crate::laws;

fn message(data: Data) -> Option<Answer<Json>> {
    Answer::from_message(&Json(data))
}

fn redirect(query: Data) -> Option<Answer<Json>> {
    let parameters = query.as_object().unwrap().iter();
    returned(parameters.map(|(name, value)| json!({"name": name, "value": value})).collect())
}

/// From a list of parameters, as they stand in an address.
fn returned(parameters: Data) -> Option<Answer<Json>> {
    Answer::from_parameters(&Json(parameters))
}

/// What an app gets of these items.
fn success(items: Data) -> Answer<Json> {
    message(json!({"type": "alter_connect_success", "grants": items})).unwrap()
}

fn grants(items: Data) -> Data {
    let answer = success(items);
    assert_eq!(answer.event(), Word::Success, "no grants: {answer:?}");
    answer.0.0
}

fn failure(answer: Option<Answer<Json>>) -> Data {
    let answer = answer.unwrap();
    assert_eq!(answer.event(), Word::Error, "no failure: {answer:?}");
    answer.0.0
}

fn code(answer: Answer<Json>) -> Data {
    failure(Some(answer))["code"].clone()
}

/// An item with one more field, or with another value for one.
fn item_with(field: &str, value: Data) -> Data {
    let mut item = json!({"grant_id": "g", "provider": "google"});
    item[field] = value;
    item
}

/// What is no text that is worth a field.
fn no_texts() -> [Data; 8] {
    [json!(null), json!(""), json!(0), json!(5), json!(true), json!({}), json!(["text"]), json!({"x": "text"})]
}

#[test]
fn a_bare_grant_gets_the_defaults() {
    assert_eq!(
        grants(json!([{"grant_id": "g", "provider": "google"}])),
        json!([{
            "grant_id": "g", "provider": "google", "provider_name": "google", "account_identifier": "",
            "timestamp": NOW, "operation": "creation", "scopes": [], "status": "active", "metadata": null,
        }])
    );
}

#[test]
fn a_full_grant_is_passed_through() {
    let grant = json!({
        "grant_id": "g", "provider": "google", "provider_name": "Google", "account_identifier": "a@example.com",
        "timestamp": "2026-01-01T00:00:00Z", "operation": "reauth", "scopes": ["mail", "drive"], "status": "pending",
        "metadata": {"account_email": "a@example.com", "x": [1]},
    });
    assert_eq!(grants(json!([grant])), json!([grant]));
}

#[test]
fn what_a_grant_has_no_field_for_is_extra() {
    let told = &grants(json!([item_with("updated", json!(true))]))[0];
    assert_eq!((&told["updated"], &told["extra"]), (&json!(null), &json!({"updated": true})));
    let told = &grants(json!([item_with("error_code", json!("expired"))]))[0];
    assert_eq!(
        told["extra"],
        json!({"error_code": "expired"}),
        "the words of an address are nothing special in a message"
    );
    assert_eq!(grants(json!([item_with("scopes", json!(["mail"]))]))[0].get("extra"), None);
}

#[test]
fn a_success_without_a_list_may_be_the_one_grant_itself() {
    let mut message = item_with("secret_slug", json!("s"));
    message["type"] = json!("alter_connect_success");
    let Answer(Json(grants)) = self::message(message.clone()).unwrap();
    assert_eq!(grants[0]["grant_id"], "g");
    assert_eq!(grants[0]["extra"], json!({"secret_slug": "s", "type": "alter_connect_success"}));
    message["grants"] = json!([]);
    assert_eq!(code(self::message(message).unwrap()), "invalid_response");
}

#[test]
fn an_item_needs_texts_for_its_id_and_provider() {
    for field in ["grant_id", "provider"] {
        for value in no_texts() {
            assert_eq!(code(success(json!([item_with(field, value.clone())]))), "invalid_response", "{field}: {value}");
        }
    }
}

#[test]
fn a_field_of_the_wrong_type_gets_its_default() {
    for (field, default) in [("provider_name", "google"), ("account_identifier", ""), ("timestamp", NOW)] {
        for value in no_texts() {
            assert_eq!(grants(json!([item_with(field, value.clone())]))[0][field], default, "{field}: {value}");
        }
    }
}

#[test]
fn a_word_is_one_of_those_known_or_the_default() {
    for (field, given, got) in [
        ("operation", json!("reauth"), "reauth"),
        ("operation", json!("creation"), "creation"),
        ("operation", json!("Reauth"), "creation"),
        ("operation", json!("pending"), "creation"),
        ("operation", json!(["reauth"]), "creation"),
        ("operation", json!(1), "creation"),
        ("status", json!("pending"), "pending"),
        ("status", json!("error"), "error"),
        ("status", json!("active"), "active"),
        ("status", json!("reauth"), "active"),
        ("status", json!({}), "active"),
        ("status", json!(""), "active"),
    ] {
        assert_eq!(grants(json!([item_with(field, given.clone())]))[0][field], got, "{field}: {given}");
    }
}

#[test]
fn scopes_are_texts_in_a_list() {
    for (given, got) in [
        (json!(["mail", "drive"]), json!(["mail", "drive"])),
        (json!(["mail", 1, null, ["drive"], {"x": 1}, true, "drive"]), json!(["mail", "drive"])),
        (json!([]), json!([])),
        (json!("mail,drive"), json!([])),
        (json!({"length": 1, "0": "mail"}), json!([])),
        (json!(7), json!([])),
        (json!(true), json!([])),
    ] {
        assert_eq!(grants(json!([item_with("scopes", given.clone())]))[0]["scopes"], got, "{given}");
    }
}

#[test]
fn metadata_is_a_plain_record_or_absent() {
    for record in [json!({}), json!({"account_email": "a@example.com", "x": {"y": [1]}})] {
        assert_eq!(grants(json!([item_with("metadata", record.clone())]))[0]["metadata"], record);
    }
    for value in [json!("text"), json!(""), json!(1), json!(true), json!([]), json!([{}]), json!(null)] {
        assert_eq!(grants(json!([item_with("metadata", value.clone())]))[0]["metadata"], Data::Null, "{value}");
    }
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
        let grants =
            grants(json!([item, {"grant_id": "g", "provider": "p"}, item, {"grant_id": "h", "provider": "p"}]));
        let ids: Vec<&Data> = grants.as_array().unwrap().iter().map(|grant| &grant["grant_id"]).collect();
        assert_eq!(ids, ["g", "h"], "beside {item}");
    }
}

#[test]
fn success_without_a_usable_grant_is_invalid() {
    let array_like = json!({"length": 1, "0": {"grant_id": "g", "provider": "p"}});
    for grants in [json!(null), json!([]), json!("[]"), json!(1), json!([null, {}]), array_like] {
        let error = failure(Some(success(grants.clone())));
        let details = json!({"type": "alter_connect_success", "grants": grants});
        assert_eq!(
            error,
            json!({"code": "invalid_response", "message": Error::InvalidResponse.to_string(), "details": details}),
            "{grants}"
        );
    }
}

#[test]
fn no_more_than_so_many_grants_are_read() {
    let grants_of = |items: usize| {
        let mut list = vec![json!(null); items - 1];
        list.push(json!({"grant_id": "last", "provider": "p"}));
        success(list.into())
    };
    assert_eq!(MOST_GRANTS, 10_000);
    assert!(grants_of(10_000).0.0[0]["grant_id"] == "last");
    assert_eq!(code(grants_of(10_001)), "invalid_response");
}

#[test]
fn no_more_than_so_many_scopes_are_read() {
    let scopes_of = |count: usize| {
        let scopes: Data = (0..count).map(|number| number.to_string()).collect();
        let got = grants(json!([item_with("scopes", scopes.clone())]))[0]["scopes"].clone();
        (scopes, got)
    };
    assert_eq!(MOST_SCOPES, 1_000);
    let (given, got) = scopes_of(1_000);
    assert_eq!(got, given);
    let (given, got) = scopes_of(1_001);
    assert_eq!(got.as_array().unwrap()[..], given.as_array().unwrap()[..1_000]);
}

#[test]
fn an_error_keeps_the_page_s_words_and_the_whole_message() {
    let data = json!({"type": "alter_connect_error", "error": "connect_denied", "error_description": "No.", "x": 1});
    assert_eq!(failure(message(data.clone())), json!({"code": "connect_denied", "message": "No.", "details": data}));
}

#[test]
fn an_error_s_words_are_texts() {
    for value in no_texts() {
        let data = json!({"type": "alter_connect_error", "error": value, "error_description": value});
        assert_eq!(
            failure(message(data.clone())),
            json!({"code": "oauth_error", "message": "OAuth authorization failed", "details": data})
        );
        let query = json!({"alter_connect_error": "1", "error_code": value, "error_description": value});
        assert_eq!(failure(redirect(query)), json!({"code": "oauth_error", "message": "OAuth authorization failed"}));
    }
}

#[test]
fn anything_else_is_not_of_this_protocol() {
    for data in [
        json!(null),
        json!("alter_connect_success"),
        json!([]),
        json!({"type": "alter_connect_succes"}),
        json!({"type": ["alter_connect_success"]}),
        json!({"type": "success", "grants": [{"grant_id": "g", "provider": "p"}]}),
    ] {
        assert_eq!(message(data), None);
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
        redirect(query),
        Some(Answer(Json(json!([{
            "grant_id": "g", "provider": "google", "provider_name": "Google", "account_identifier": "a@example.com",
            "timestamp": "t", "operation": "reauth", "scopes": ["mail", "drive"], "status": "pending",
            "metadata": null,
        }]))))
    );
}

#[test]
fn a_redirect_without_scopes_has_none() {
    for scopes in [json!(null), json!("")] {
        let query = json!({
            "alter_connect_success": "true", "grant_id": "g", "provider": "p", "account_identifier": "a", "scopes": scopes,
        });
        assert_eq!(redirect(query).unwrap().0.0[0]["scopes"], json!([]));
    }
}

#[test]
fn a_redirect_needs_all_three() {
    for missing in ["grant_id", "provider", "account_identifier"] {
        for value in [json!(null), json!("")] {
            let mut query = json!({
                "alter_connect_success": "true", "grant_id": "g", "provider": "p", "account_identifier": "a",
            });
            query[missing] = value;
            assert_eq!(code(redirect(query).unwrap()), "invalid_response", "{missing}");
        }
    }
}

#[test]
fn a_redirect_may_bring_an_error_or_nothing() {
    let query = json!({"alter_connect_error": "true", "error_code": "connect_denied", "error_description": "No."});
    assert_eq!(failure(redirect(query)), json!({"code": "connect_denied", "message": "No."}));
    // The page's words in a message have other names.
    let query = json!({"alter_connect_error": "1", "error": "connect_denied"});
    assert_eq!(failure(redirect(query))["code"], "oauth_error");
    assert_eq!(redirect(json!({"grant_id": "g"})), None);
    assert_eq!(redirect(json!({"alter_connect_success": "1"})), None);
    assert_eq!(redirect(json!({"alter_connect_error": ""})), None);
    let query = json!({"alter_connect_success": "false", "alter_connect_error": "true"});
    assert_eq!(failure(redirect(query))["code"], "oauth_error");
}

#[test]
fn of_parameters_of_the_same_name_the_last_one_counts() {
    let parameter = |name: &str, value: &str| json!({"name": name, "value": value});
    let success = ["alter_connect_success=true", "grant_id=new", "provider=p", "account_identifier=a", "scopes=mail"];
    let failure = ["alter_connect_error=true", "error_code=connect_denied"];
    let old = ["grant_id=old", "provider=acme", "scopes=drive", "status=pending", "error_code=old", "x=y"];
    let play = |parts: &[&[&str]]| {
        let pairs = parts.concat().into_iter().map(|part| part.split_once('=').unwrap());
        returned(pairs.map(|(name, value)| parameter(name, value)).collect())
    };
    let granted = play(&[&old, &success]).unwrap().0.0;
    assert_eq!((&granted[0]["grant_id"], &granted[0]["provider"]), (&json!("new"), &json!("p")));
    assert_eq!((&granted[0]["scopes"], &granted[0]["status"]), (&json!(["mail"]), &json!("pending")));
    // So does the last answer.
    assert_eq!(self::failure(play(&[&success, &failure]))["code"], "connect_denied");
    assert_eq!(play(&[&failure, &success]).unwrap().event(), Word::Success);
    assert_eq!(play(&[&failure, &["alter_connect_success=1"]]).unwrap().event(), Word::Error);
    assert_eq!(play(&[&success, &["alter_connect_error="]]).unwrap().event(), Word::Success);
    // A later one without a value takes away what stood before.
    assert_eq!(code(play(&[&success, &["grant_id="]]).unwrap()), "invalid_response");
    assert_eq!(play(&[&old]), None);
}

#[test]
fn no_more_than_so_many_parameters_are_read() {
    let answer = json!({"name": "alter_connect_error", "value": "true"});
    let after = |count: usize| {
        let mut parameters = vec![json!({"name": "x", "value": "y"}); count];
        parameters.push(answer.clone());
        returned(parameters.into())
    };
    assert!(after(999).is_some());
    assert!(after(1_000).is_none());
}

#[test]
fn an_error_of_ours_says_what_to_do_and_why() {
    let beside = Json(json!("anything"));
    let mut record = json!({"code": "token_failed", "message": Error::TokenFailed.to_string()});
    assert_eq!(beside.failure(Error::TokenFailed, None).0, record);
    record["details"] = json!({"reason": 1});
    assert_eq!(beside.failure(Error::TokenFailed, Some(Json(json!({"reason": 1})))).0, record);
}

#[test]
fn a_pending_answer_comes_back_as_it_was() {
    let grants = success(json!([{"grant_id": "g", "provider": "p", "scopes": ["mail"], "metadata": {"x": 1}}]));
    let error = message(json!({"type": "alter_connect_error", "error": "c", "error_description": "No."})).unwrap();
    let returned = redirect(json!({"alter_connect_error": "true", "error_code": "c"})).unwrap();
    for (answer, key) in [(grants, "grants"), (error, "error"), (returned, "error")] {
        let record = answer.clone().into_record();
        assert_eq!(record.0, json!({key: answer.0.0}));
        assert_eq!(Answer::from_record(&record), Some(answer));
    }
    assert_eq!(Answer::from_record(&Json(json!({"x": 1}))), None);
}

#[test]
fn what_was_stored_is_checked_as_a_message_is() {
    let read = |record: Data| Answer::from_record(&Json(record)).unwrap();
    let forged = json!([null, {"grant_id": "g", "provider": "p", "scopes": "mail", "status": 7, "metadata": "text"}]);
    assert_eq!(read(json!({"grants": forged})), success(forged));
    assert_eq!(failure(Some(read(json!({"grants": [7]})))).get("details"), None);
    assert_eq!(code(read(json!({"grants": {"length": 1}}))), "invalid_response");
    for error in [json!("text"), json!({"code": 7, "message": ["x"]})] {
        assert_eq!(
            failure(Some(read(json!({"error": error})))),
            json!({"code": "oauth_error", "message": "OAuth authorization failed"})
        );
    }
}

/// Any JSON, with the protocol's own keys and words more often than chance would have them.
fn any_json() -> impl Strategy<Value = Data> {
    let words = [&WORDS[..PARAMETERS], &["metadata", "type", "grants", "reauth", "pending"]].concat();
    let word = prop::sample::select(words);
    let text = prop_oneof![word.clone().prop_map(String::from), ".{0,8}"];
    let leaf = prop_oneof![
        Just(Data::Null),
        any::<bool>().prop_map(Data::from),
        any::<i32>().prop_map(Data::from),
        text.clone().prop_map(Data::from),
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Data::from),
            prop::collection::btree_map(text.clone(), inner, 0..8)
                .prop_map(|record: BTreeMap<_, _>| Data::Object(record.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_comes_is_typed_or_refused(data in any_json(), mut item in any_json()) {
        if let Data::Object(item) = &mut item {
            item.insert("grant_id".into(), "g".into());
            item.insert("provider".into(), "p".into());
        }
        laws::check_message(&data);
        laws::check_message(&json!({"type": "alter_connect_success", "grants": data}));
        laws::check_message(&json!({"type": "alter_connect_success", "grants": [data, item]}));

        let text = data.to_string();
        let query = json!({"grant_id": text, "provider": "p", "account_identifier": "a", "scopes": text});
        let mut returned = query.clone();
        returned["alter_connect_success"] = json!("true");
        let mut item = query;
        item["scopes"] = text.split(',').collect();
        laws::check_grant(&item, &redirect(returned).unwrap().0.0[0]);
    }
}
