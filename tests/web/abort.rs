//! A flow that an `AbortSignal` ends.

use std::error::Error;

use alter_connect::{ErrorKind, connect};
use js_sys::{Function, Set};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, AbortSignal};

use crate::flow::{grants, polled_at_once};
use crate::popup::{GRANTED, open, page, until, windows_opened};

/// The listeners of a signal, from now on.
fn listeners(signal: &AbortSignal) -> Set {
    let watch = "const listeners = new Set();
        for (const [method, change] of [['addEventListener', 'add'], ['removeEventListener', 'delete']]) {
          signal[method] = (event, listener) => {
            listeners[change](listener);
            EventTarget.prototype[method].call(signal, event, listener);
          };
        }
        return listeners";
    Function::new_with_args("signal", watch).call1(&JsValue::NULL, signal).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn before_the_click_nothing_opens() {
    let controller = AbortController::new().unwrap();
    controller.abort();
    let before = windows_opened();
    let error = connect(page().signal(&controller.signal())).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Aborted, "aborted"));
    assert_eq!(error.details(), &controller.signal().reason());
    assert_eq!(windows_opened(), before);
}

#[wasm_bindgen_test]
async fn during_the_flow_the_popup_closes() {
    let controller = AbortController::new().unwrap();
    let listeners = listeners(&controller.signal());
    let (flow, popup) = open(page().signal(&controller.signal())).await;
    popup.shows_the_page().await;
    controller.abort_with_reason(&"another page".into());
    until("the popup to be closed", || popup.is_closed()).await;
    let error = flow.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Aborted);
    assert_eq!(error.details(), "another page", "the reason is untouched");
    assert_eq!(error.source().unwrap().to_string(), "another page");
    assert_eq!(listeners.size(), 0);
}

#[wasm_bindgen_test]
async fn the_flow_may_be_dropped_while_the_signal_speaks() {
    let controller = AbortController::new().unwrap();
    let listeners = listeners(&controller.signal());
    let (flow, popup) = open(page().signal(&controller.signal())).await;
    let ended = polled_at_once(flow, async || controller.abort()).await;
    assert_eq!(ended.unwrap_err().kind(), ErrorKind::Aborted);
    assert_eq!(listeners.size(), 0);
    until("the popup to be closed", || popup.is_closed()).await;
}

#[wasm_bindgen_test]
async fn after_the_flow_nobody_listens() {
    let controller = AbortController::new().unwrap();
    let listeners = listeners(&controller.signal());
    let options = page().signal(&controller.signal());

    let (flow, popup) = open(options.clone()).await;
    assert_eq!(listeners.size(), 1);
    popup.says(GRANTED).await;
    grants(flow.await);
    assert_eq!(listeners.size(), 0);

    let (flow, _) = open(options).await;
    assert_eq!(listeners.size(), 1);
    drop(flow);
    assert_eq!(listeners.size(), 0);
}
