//! What can be stored, sent and printed.

use alter_connect::{Grant, Metadata, Operation, Options, Outcome, Status};
use js_sys::Promise;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::popup::open;
use crate::popup::page;

#[wasm_bindgen_test]
fn an_outcome_survives_json() {
    let wire = json!({ "granted": [{
        "grant_id": "g-1",
        "provider": "google",
        "provider_name": "Google",
        "account_identifier": "ada@example.com",
        "timestamp": "2026-01-02T03:04:05.678Z",
        "operation": "reauth",
        "scopes": ["mail"],
        "status": "error",
        "metadata": { "account_email": "ada@example.com", "team": { "id": "t-1" } },
    }] });
    let outcome: Outcome = serde_json::from_value(wire.clone()).unwrap();
    let Outcome::Granted(grants) = &outcome else { panic!("{outcome:?}") };
    let grant: &Grant = &grants[0];
    assert_eq!((grant.operation, grant.status), (Operation::Reauth, Status::Error));
    let metadata: &Metadata = grant.metadata.as_ref().unwrap();
    assert_eq!(metadata.other["team"], json!({ "id": "t-1" }));
    assert_eq!(serde_json::to_value(&outcome).unwrap(), wire);

    assert_eq!(serde_json::to_value(Outcome::Exited).unwrap(), json!("exited"));
    assert_eq!(serde_json::from_value::<Outcome>(json!("exited")).unwrap(), Outcome::Exited);
}

#[wasm_bindgen_test]
fn an_outcome_survives_javascript() {
    let grant = json!({
        "grant_id": "g-1", "provider": "google", "provider_name": "Google", "account_identifier": "",
        "timestamp": "", "operation": "creation", "scopes": [], "status": "active",
    });
    let outcome: Outcome = serde_json::from_value(json!({ "granted": [grant] })).unwrap();
    let value = serde_wasm_bindgen::to_value(&outcome).unwrap();
    assert_eq!(serde_wasm_bindgen::from_value::<Outcome>(value).unwrap(), outcome);
}

#[wasm_bindgen_test]
async fn debug_prints_no_token() {
    let secret = "s3cret";
    let url = format!("https://example.com/#session={secret}");
    let options = [
        Options::token(secret).base_url("https://example.com"),
        Options::connect_url(url),
        Options::token_promise(Promise::resolve(&JsValue::from(secret))),
        Options::late_token(async move { Ok::<_, JsValue>(secret.to_owned()) }),
    ];
    for options in options {
        let printed = format!("{options:?}");
        assert!(printed.starts_with("Options {") && !printed.contains(secret), "{printed}");
    }
    let (flow, _) = open(page()).await;
    assert_eq!(format!("{flow:?}"), "Connecting { open: true, .. }");
}
