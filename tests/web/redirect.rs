//! The page that a redirect comes back to.

use alter_connect::{ErrorKind, redirect_result};
use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::popup::{open, page, window};

const GRANT: &str = "?alter_connect_success=true&grant_id=g-1&provider=google&account_identifier=ada%40example.com\
                     &scopes=mail,files&status=active&operation=creation&timestamp=2026-01-02T03:04:05.678Z";
const DENIED: &str = "?alter_connect_error=true&error_code=connect_denied&error_description=No.";

/// Remembers that this tab was left for the Connect page, as a redirect does.
fn left() {
    let state = format!(r#"{{ "timestamp": {}, "returnUrl": "{}" }}"#, Date::now(), address());
    window().session_storage().unwrap().unwrap().set_item("alter_oauth_state", &state).unwrap();
}

/// Puts a query into the page's address.
fn returned(query: &str) {
    window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(query)).unwrap();
}

fn address() -> String {
    window().location().href().unwrap()
}

#[wasm_bindgen_test]
async fn grants_are_there_once() {
    let before = address();
    assert_eq!(redirect_result().await, None);
    left();
    returned(GRANT);
    let granted = redirect_result().await.unwrap().unwrap();
    assert_eq!(granted.len(), 1);
    assert_eq!((granted[0].grant_id.as_str(), granted[0].account_identifier.as_str()), ("g-1", "ada@example.com"));
    assert_eq!(granted[0].scopes, ["mail", "files"]);
    assert_eq!(address(), before, "the page has its former address");
    assert_eq!(redirect_result().await, None);
}

#[wasm_bindgen_test]
async fn so_is_an_error() {
    left();
    returned(DENIED);
    let error = redirect_result().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Hosted, "connect_denied", "No."));
    assert_eq!(redirect_result().await, None);
}

#[wasm_bindgen_test]
async fn a_crafted_link_is_not_believed() {
    let before = address();
    returned(GRANT);
    assert_eq!(redirect_result().await, None);
    returned(&before);
}

/// It may be another session's.
#[wasm_bindgen_test]
async fn the_next_flow_does_not_take_a_result_that_is_left() {
    left();
    returned(GRANT);
    let (flow, popup) = open(page()).await;
    popup.shows_the_page().await;
    drop(flow);
    assert_eq!(redirect_result().await.unwrap().unwrap()[0].grant_id, "g-1");
    assert_eq!(redirect_result().await, None);
}
