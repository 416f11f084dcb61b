//! The Rust API in a real browser. Popups are real windows of this page's own origin; what the hosted page would say, they
//! say.
//!
//! Run by `wasm-pack test --headless --chrome`.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use alter_connect::{Options, Outcome, connect, redirect_result};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Window, window};

wasm_bindgen_test_configure!(run_in_browser);

const GRANTS: &str = r#"{"type": "alter_connect_success", "grants": [
    null, {"grant_id": 7, "provider": "google"},
    {"grant_id": "g-1", "provider": "google", "scopes": ["mail"], "metadata": {"account_email": "a@example.com"}}
]}"#;

/// Runs `body` in a task of the browser's, as an event handler would run. Firefox handles other events while it opens a
/// window, and a future that opens one while it is polled would be polled again meanwhile.
async fn in_a_handler<T: 'static>(body: impl FnOnce() -> T + 'static) -> T {
    let result = Rc::new(Cell::new(None));
    let mut body = Some(body);
    let promise = Promise::new(&mut |resolve, _| {
        let (result, body) = (result.clone(), body.take().unwrap());
        let handler = Closure::once_into_js(move || {
            result.set(Some(body()));
            resolve.call0(&JsValue::NULL).unwrap();
        });
        window().unwrap().set_timeout_with_callback(handler.unchecked_ref()).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
    result.take().unwrap()
}

fn origin() -> String {
    window().unwrap().location().origin().unwrap()
}

/// The popup of the flow under way.
async fn popup() -> Window {
    in_a_handler(|| window().unwrap().open_with_url_and_target("", "alter_oauth_popup")).await.unwrap().unwrap()
}

/// Lets the popup speak as the hosted page would.
async fn popup_says(message: &str) {
    let popup = popup().await;
    let speak = format!("opener.postMessage({message}, '*')");
    Reflect::get(&popup, &"setTimeout".into())
        .unwrap()
        .unchecked_into::<Function>()
        .call2(&popup, &speak.into(), &0.into())
        .unwrap();
}

async fn pause(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// A page of this origin that does nothing: the test runner serves its own script there.
fn page() -> String {
    format!("{}/wasm-bindgen-test", origin())
}

/// Waits until the popup's page is there, so that a word of its is not lost with the page before it.
async fn popup_loaded() {
    for _ in 0..200 {
        pause(50).await;
        let popup = popup().await;
        let loaded = popup.document().is_some_and(|document| document.ready_state() == "complete");
        if loaded && popup.location().pathname().is_ok_and(|path| path == "/wasm-bindgen-test") {
            return;
        }
    }
    panic!("the popup never showed the Connect page");
}

#[wasm_bindgen_test]
async fn rust_awaits_typed_grants() {
    let flow = in_a_handler(|| connect(Options::connect_url(&page()))).await;
    popup_loaded().await;
    popup_says(GRANTS).await;
    let Outcome::Granted(grants) = flow.await.unwrap() else { panic!("no grants") };
    assert_eq!(grants.len(), 1);
    assert_eq!(grants[0].grant_id, "g-1");
    assert_eq!(grants[0].scopes, ["mail"]);
    assert_eq!(grants[0].metadata.as_ref().unwrap().account_email.as_deref(), Some("a@example.com"));
}

#[wasm_bindgen_test]
async fn rust_hears_of_exits_and_errors() {
    let flow = in_a_handler(|| connect(Options::connect_url(&page()))).await;
    popup_loaded().await;
    popup_says("{ type: 'alter_connect_error', error: 'connect_denied', error_description: 'No.' }").await;
    assert_eq!(flow.await.unwrap_err().code, "connect_denied");

    let refused = connect(Options::token("a").base_url("ftp://example.com")).await;
    assert_eq!(refused.unwrap_err().code, "invalid_url");

    let failing = in_a_handler(|| connect(Options::token_from(async { Err("no backend".into()) }).base_url(&origin())));
    let failing = failing.await.await;
    assert_eq!(failing.unwrap_err().code, "token_failed");

    assert!(redirect_result().is_none());
}
