//! What must hold of every answer that an app gets to see.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::json::{NOW, truthy};

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

/// Whether an item may become a grant at all.
pub fn is_usable(item: &Json) -> bool {
    truthy(&item["grant_id"]) && truthy(&item["provider"])
}

/// The grant that an item stands for: every field is there, and is the item's own where that can be.
pub fn check_grant(item: &Json, grant: &Json) {
    let fields: BTreeSet<&str> = grant.as_object().expect("a grant is a record").keys().map(String::as_str).collect();
    assert_eq!(fields, BTreeSet::from(FIELDS));
    assert!(is_usable(grant));
    let default = |field: &str, default: &Json| assert_eq!(&grant[field], or(&item[field], default));
    assert_eq!(grant["grant_id"], item["grant_id"]);
    assert_eq!(grant["provider"], item["provider"]);
    assert_eq!(grant["metadata"], item["metadata"]);
    default("provider_name", &item["provider"]);
    default("account_identifier", &json!(""));
    default("timestamp", &json!(NOW));
    let one_of = |field: &str, known: &[&str], default: &str| {
        let word = item[field].as_str().filter(|word| known.contains(word)).unwrap_or(default);
        assert_eq!(grant[field], word);
    };
    one_of("operation", &["reauth"], "creation");
    one_of("status", &["pending", "error"], "active");
    assert_eq!(grant["scopes"], if item["scopes"].is_array() { item["scopes"].clone() } else { json!([]) });
}

/// An error record with these words, or the defaults in their place.
pub fn check_error(code: &Json, message: &Json, error: &Json) {
    assert_eq!(&error["code"], or(code, &json!("oauth_error")));
    assert_eq!(&error["message"], or(message, &json!("OAuth authorization failed")));
}

/// What an app hears where a success came without a usable grant.
pub fn check_no_grants(error: &Json) {
    assert_eq!(error["code"], "invalid_response");
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
}

/// JavaScript's `value || default`.
fn or<'json>(value: &'json Json, default: &'json Json) -> &'json Json {
    if truthy(value) { value } else { default }
}
