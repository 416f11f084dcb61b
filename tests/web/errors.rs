//! Errors: what they are about, and what JavaScript gets to see of them.

use std::error::Error;

use alter_connect::{ConnectError, Display, ErrorKind, Options, Outcome, connect};
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::popup::{GRANTED, blocking_popups, in_a_handler, open, origin, page, page_url, windows_opened};

/// The error of a flow that opens nothing.
async fn refused(options: Options) -> ConnectError {
    let before = windows_opened();
    let error = connect(options).await.unwrap_err();
    assert_eq!(windows_opened(), before, "{error} opens no window");
    error
}

fn property(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

#[wasm_bindgen_test]
async fn options_that_make_no_sense_are_refused() {
    let contradictory = refused(Options::connect_url(page_url()).base_url(origin())).await;
    assert_eq!((contradictory.kind(), contradictory.code()), (ErrorKind::InvalidOptions, "invalid_options"));
    assert!(contradictory.message().contains("base_url"), "{contradictory}");

    assert_eq!(refused(Options::token("")).await.kind(), ErrorKind::InvalidOptions);
    for url in ["ftp://example.com", "http://example.com", "javascript:alert(1)", "nowhere"] {
        let error = refused(Options::token("a").base_url(url)).await;
        assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidUrl, "invalid_url"), "{url}");
        assert_eq!(refused(Options::connect_url(url)).await, error, "{url}");
    }
}

#[wasm_bindgen_test]
async fn a_blocked_popup() {
    let flow = in_a_handler(|| blocking_popups(|| connect(page()))).await;
    let error = flow.await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::PopupBlocked, "popup_blocked"));
    assert!(error.details().is_undefined());
}

/// A device that keeps nothing, until the function that is given back is called.
fn without_storage(user_agent: &str) -> Function {
    let pretend = "const { innerWidth } = window, { setItem } = Storage.prototype;
        Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true });
        window.innerWidth = 400;
        Storage.prototype.setItem = () => { throw new Error('full') };
        return () => {
          delete navigator.userAgent;
          window.innerWidth = innerWidth;
          Storage.prototype.setItem = setItem;
        };";
    Function::new_with_args("userAgent", pretend).call1(&JsValue::NULL, &user_agent.into()).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_phone_that_can_remember_nothing_stays() {
    let undo = without_storage("iPhone");
    let error = refused(page()).await;
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Redirect, "redirect_error"));
    assert_eq!(error.source().unwrap().to_string(), "full");
}

/// A redirect fails where nothing can be remembered; a popup opens.
#[wasm_bindgen_test]
async fn the_app_may_choose_popup_or_redirect() {
    let undo = without_storage("Macintosh");
    let error = refused(page().display(Display::Redirect)).await;
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!(error.kind(), ErrorKind::Redirect);

    let undo = without_storage("iPhone");
    let (flow, popup) = open(page().display(Display::Popup)).await;
    popup.says(GRANTED).await;
    let ended = flow.await;
    undo.call0(&JsValue::NULL).unwrap();
    assert!(matches!(ended, Ok(Outcome::Granted(_))), "{ended:?}");
}

#[wasm_bindgen_test]
async fn a_success_without_a_grant() {
    let (flow, popup) = open(page()).await;
    popup.says("{ type: 'alter_connect_success', grants: [{ provider: 'google' }] }").await;
    let error = flow.await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidResponse, "invalid_response"));
}

#[wasm_bindgen_test]
async fn the_hosted_page_has_words_of_its_own() {
    let (flow, popup) = open(page()).await;
    popup
        .says("{ type: 'alter_connect_error', error: 'connect_denied', error_description: 'No.', trace: 't-1' }")
        .await;
    let error = flow.await.unwrap_err();
    assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Hosted, "connect_denied", "No."));
    assert_eq!(error.to_string(), "No. (connect_denied)");
    assert_eq!(property(error.details(), "trace"), "t-1");
}

#[wasm_bindgen_test]
async fn javascript_gets_a_real_error() {
    let (flow, _) = open(Options::late_token(async { Err("no backend") })).await;
    let error = flow.await.unwrap_err();
    let (message, details) = (error.message().to_owned(), error.details().clone());
    assert!(error.source().is_some());

    let value: JsValue = error.into();
    assert_eq!(String::from(value.dyn_ref::<js_sys::Error>().expect("an Error").message()), message);
    assert_eq!(property(&value, "code"), "token_failed");
    assert_eq!(property(&value, "details"), details);
    assert_eq!(property(&property(&value, "details"), "reason"), "no backend");
}
