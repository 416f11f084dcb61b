//! A token, or an address, that is still on its way when the popup opens.

use std::cell::Cell;
use std::error::Error;

use alter_connect::{ErrorKind, Options};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::flow::grants;
use crate::popup::{GRANTED, open, origin, page_url, until, window, windows_opened};

/// A promise, and the function that resolves it.
pub fn promise() -> (Promise, Function) {
    let resolver = Cell::new(None);
    let promise = Promise::new(&mut |resolve, _| resolver.set(Some(resolve)));
    (promise, resolver.take().unwrap())
}

/// A future that is ready once the promise is.
async fn text(promise: Promise) -> Result<String, JsValue> {
    Ok(JsFuture::from(promise).await?.as_string().unwrap())
}

#[wasm_bindgen_test]
async fn a_token_by_future() {
    let (promise, resolve) = promise();
    arrives(Options::late_token(text(promise)), &resolve).await;
}

#[wasm_bindgen_test]
async fn a_token_by_promise() {
    let (promise, resolve) = promise();
    arrives(Options::token_promise(promise), &resolve).await;
}

/// The popup is there before the token, and goes to the Connect page once it has arrived.
async fn arrives(options: Options, resolve: &Function) {
    let (flow, popup) = open(options.base_url(origin())).await;
    assert!(!popup.is_closed());
    assert_eq!(popup.fragment().as_deref(), Some(""));
    resolve.call1(&JsValue::NULL, &"a token".into()).unwrap();
    until("the token to reach the popup", || popup.fragment().is_none_or(|fragment| fragment == "#session=a%20token"))
        .await;
    drop(flow);
}

#[wasm_bindgen_test]
async fn an_address_by_future() {
    let (promise, resolve) = promise();
    let (flow, popup) = open(Options::late_connect_url(text(promise))).await;
    resolve.call1(&JsValue::NULL, &page_url().into()).unwrap();
    popup.says(GRANTED).await;
    assert_eq!(grants(flow.await)[0].grant_id, "g-1");
}

#[wasm_bindgen_test]
async fn an_address_by_promise() {
    let (promise, resolve) = promise();
    let (flow, popup) = open(Options::connect_url_promise(promise)).await;
    resolve.call1(&JsValue::NULL, &page_url().into()).unwrap();
    popup.says(GRANTED).await;
    assert_eq!(grants(flow.await)[0].grant_id, "g-1");
}

#[wasm_bindgen_test]
async fn a_token_that_fails_says_why() {
    let failing = [
        Options::late_token(async { Err(js_sys::Error::new("no backend")) }),
        Options::late_token(async { Err("no backend") }),
        Options::token_promise(Promise::reject(&"no backend".into())),
        Options::late_connect_url(async { Err("no backend") }),
    ];
    for options in failing {
        let (flow, popup) = open(options).await;
        let error = flow.await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::TokenFailed, "token_failed"));
        assert_eq!(error.source().unwrap().to_string(), "no backend");
        assert!(!Reflect::get(error.details(), &"reason".into()).unwrap().is_undefined());
        until("the popup to be closed", || popup.is_closed()).await;
    }
}

#[wasm_bindgen_test]
async fn an_address_that_is_not_permitted_is_not_opened() {
    let (flow, popup) = open(Options::late_connect_url(async { Ok::<_, JsValue>("javascript:alert(1)".into()) })).await;
    assert_eq!(flow.await.unwrap_err().kind(), ErrorKind::InvalidUrl);
    until("the popup to be closed", || popup.is_closed()).await;
}

/// The app's error tracker hears nothing of a token that failed after nobody wanted it any more.
#[wasm_bindgen_test]
async fn a_failure_that_nobody_waits_for_is_nobody_s_trouble() {
    let (reasons, tracker) =
        (js_sys::Array::new(), Function::new_with_args("reasons, event", "reasons.push(event.reason)"));
    let tracker: Function = tracker.bind1(&JsValue::NULL, &reasons).unchecked_into();
    window().add_event_listener_with_callback("unhandledrejection", &tracker).unwrap();

    let before = windows_opened();
    let refused = Options::late_connect_url(async { Err("unwanted") }).base_url(origin());
    assert_eq!(alter_connect::connect(refused).await.unwrap_err().kind(), ErrorKind::InvalidOptions);
    assert_eq!(windows_opened(), before);

    // It is heard after whatever was rejected before it.
    let _ = Promise::reject(&"the last".into());
    until("the tracker to hear", || reasons.includes(&"the last".into(), 0)).await;
    window().remove_event_listener_with_callback("unhandledrejection", &tracker).unwrap();
    assert_eq!(reasons.length(), 1, "{reasons:?}");
}
