//! The SDK in a real browser: the class as JavaScript calls it, and the Rust API. Popups are real windows of this page's
//! own origin; what the hosted page would say, they say.
//!
//! Run by `wasm-pack test --headless --chrome -- --features class`.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use alter_connect::{AlterConnect, Options, Outcome, connect, redirect_result};
use js_sys::{Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Window, window};

wasm_bindgen_test_configure!(run_in_browser);

const GRANTS: &str = r#"{"type": "alter_connect_success", "grants": [
    null, {"grant_id": "g-1", "provider": "google", "scopes": ["mail"], "metadata": {"account_email": "a@example.com"}}
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

/// Runs JavaScript with `sdk`, `log`, `baseURL` and `connectUrl` in reach; its promise is awaited.
async fn run(sdk: &JsValue, log: &Array, body: &str) -> Result<JsValue, JsValue> {
    let function =
        Function::new_with_args("sdk, log, baseURL, connectUrl", &format!("return (async () => {{ {body} }})()"));
    let arguments = Array::of4(sdk, log, &origin().into(), &page().into());
    let promise = in_a_handler(move || function.apply(&JsValue::NULL, &arguments)).await?;
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

/// Runs JavaScript on a new instance; what it left in `log`, as JSON.
async fn log_of(body: &str) -> String {
    let (sdk, log) = (JsValue::from(AlterConnect::create(&JsValue::UNDEFINED)), Array::new());
    run(&sdk, &log, body).await.unwrap_or_else(|error| panic!("{error:?}"));
    JSON::stringify(&log).unwrap().into()
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
async fn what_cannot_start_is_refused_with_a_code() {
    let log = log_of(
        "const onSuccess = () => {};
         const refused = async (options) => log.push(await sdk.open(options).catch((error) =>
             [error instanceof Error, error.code, 'details' in error, error.message.length > 20]));
         await refused();
         await refused(null);
         await refused({ token: '', onSuccess });
         await refused({ token: 7, onSuccess });
         await refused({ token: {}, onSuccess });
         await refused({ token: 'a' });
         await refused({ token: 'a', onSuccess: 'no function' });
         await refused({ token: 'a', onSuccess, baseURL: 'nonsense' });
         await refused({ token: 'a', onSuccess, baseURL: 'javascript:alert(1)' });
         await refused({ token: 'a', onSuccess, baseURL: 'http://example.com' });
         await refused({ connectUrl: 'data:text/html,x', onSuccess });
         log.push(sdk.isOpen());",
    )
    .await;
    let options = r#"[true,"invalid_options",true,true],"#.repeat(7);
    let urls = r#"[true,"invalid_url",true,true],"#.repeat(4);
    assert_eq!(log, format!("[{options}{urls}false]"));
}

#[wasm_bindgen_test]
async fn a_destroyed_instance_says_so() {
    let log = log_of(
        "sdk.destroy();
         sdk.destroy();
         for (const method of ['close', 'on', 'off', 'isOpen']) {
             try { sdk[method]('success', () => {}); log.push('no error'); } catch (error) { log.push(error.code); }
         }
         log.push(await sdk.open({}).catch((error) => error.code), typeof sdk.getVersion());",
    )
    .await;
    assert_eq!(log, r#"["sdk_destroyed","sdk_destroyed","sdk_destroyed","sdk_destroyed","sdk_destroyed","string"]"#);
}

#[wasm_bindgen_test]
async fn the_bus_keeps_order_and_survives_its_handlers() {
    let log = log_of(
        "const twice = () => log.push('twice');
         sdk.on('close', twice);
         sdk.on('close', twice);
         sdk.on('close', () => { throw new Error('a handler that throws'); });
         const off = sdk.on('close', () => log.push('removed'));
         sdk.on('close', (...args) => log.push(args.length));
         off();
         off();
         sdk.on('no such event', () => {})();
         sdk.close();
         sdk.off('close', twice);
         sdk.close();
         sdk.on('close', () => { sdk.destroy(); log.push('destroyed'); });
         sdk.on('close', () => log.push('never'));
         sdk.close();",
    )
    .await;
    assert_eq!(log, r#"["twice",0,0,0,"destroyed"]"#);
}

#[wasm_bindgen_test]
async fn a_flow_from_click_to_grants() {
    let (sdk, log) = (JsValue::from(AlterConnect::create(&JsValue::UNDEFINED)), Array::new());
    run(
        &sdk,
        &log,
        "sdk.on('success', (grants) => log.push(['bus', grants[0].grant_id, sdk.isOpen()]));
         sdk.on('close', () => log.push('close'));
         await sdk.open({ connectUrl, token: 'a b', onSuccess(grants) {
             log.push(['callback', grants.length, grants[0].scopes, this.token]);
             sdk.close();
         }, onEvent: (name, { timestamp }) => log.push([name, !isNaN(Date.parse(timestamp))]) });
         log.push(sdk.isOpen());
         await sdk.open({ token: 'again', onSuccess: () => log.push('never') });",
    )
    .await
    .unwrap();
    popup_loaded().await;
    window().unwrap().post_message(&JSON::parse(GRANTS).unwrap(), &origin()).unwrap();
    popup_says("null").await;
    popup_says("{ type: 'other' }").await;
    pause(100).await;
    assert_eq!(log.length(), 2, "a message that is not the popup's was believed: {log:?}");
    popup_says(GRANTS).await;
    while log.length() < 5 {
        pause(20).await;
    }
    assert_eq!(
        String::from(JSON::stringify(&log).unwrap()),
        r#"[["connect_opened",true],true,["bus","g-1",false],["callback",1,["mail"],"a b"],"close"]"#
    );
    run(&sdk, &log, "sdk.destroy()").await.unwrap();
}

#[wasm_bindgen_test]
async fn every_method_may_be_called_from_every_handler() {
    let log = log_of(
        "const options = { token: 'a', baseURL, onSuccess() {} };
         const calls = {
             open: () => sdk.open(options), close: () => sdk.close(), on: () => sdk.on('exit', () => {})(),
             off: () => sdk.off('exit', options.onSuccess), isOpen: () => sdk.isOpen(),
             takeRedirectResult: () => sdk.takeRedirectResult(), getVersion: () => sdk.getVersion(),
         };
         for (const [name, call] of Object.entries(calls)) {
             for (const place of ['onEvent', 'onError', 'error', 'close']) {
                 let called = 0;
                 const once = () => { if (!called++) call(); };
                 const offs = place.startsWith('on') ? [] : [sdk.on(place, once)];
                 const failing = place === 'onError' || place === 'error';
                 await sdk.open({ ...options, [place]: once, token: failing ? () => Promise.reject(1) : 'a' });
                 if (failing) await new Promise((resolve) => setTimeout(resolve, 20));
                 sdk.close();
                 sdk.close();
                 offs.forEach((off) => off());
                 if (!called) log.push([name, place, 'not called']);
                 if (sdk.isOpen()) log.push([name, place, 'still open']);
             }
         }
         sdk.on('close', () => sdk.destroy());
         await sdk.open(options);
         sdk.close();
         try { sdk.isOpen(); } catch (error) { log.push(error.code); }",
    )
    .await;
    assert_eq!(log, r#"["sdk_destroyed"]"#);
}

#[wasm_bindgen_test]
async fn the_next_flow_does_not_hear_of_the_last() {
    let log = log_of(
        "const failing = (name, onError) => ({ token: () => Promise.reject(name), baseURL, onSuccess() {},
             onError: (error) => { log.push([name, error.details.reason]); onError?.(); } });
         sdk.on('close', () => log.push('close'));
         await sdk.open(failing('first', () => sdk.open(failing('second'))));
         await new Promise((resolve) => setTimeout(resolve, 100));
         log.push(sdk.isOpen());",
    )
    .await;
    assert_eq!(log, r#"[["first","first"],"close",["second","second"],"close",false]"#);
}

#[wasm_bindgen_test]
async fn a_token_may_come_late_or_never() {
    let log = log_of(
        "const late = (token) => new Promise((resolve) => {
             const done = (what) => (payload) => resolve([what, payload?.code, payload?.details?.reason]);
             sdk.open({ token, baseURL, onSuccess: done('success'), onError: done('error'), onExit: done('exit'),
                 onEvent: (name) => { resolve(name); } });
         });
         for (const token of [() => 'a', Promise.resolve('a'), async () => 'a', { then: (resolve) => resolve('a') }]) {
             log.push(await late(token), sdk.isOpen());
             sdk.close();
         }
         log.push(await late(Promise.reject('no backend')), sdk.isOpen());
         log.push(await late(() => { throw 'thrown'; }), await late(() => 7), await late(async () => ''));
         let give;
         sdk.open({ token: new Promise((resolve) => { give = resolve; }), baseURL, onSuccess() {},
             onEvent: () => log.push('opened after the end') });
         sdk.close();
         give('a');
         await new Promise((resolve) => setTimeout(resolve, 50));
         log.push(sdk.isOpen());",
    )
    .await;
    let opened = r#""connect_opened",true,"#.repeat(4);
    let failed = r#"["error","token_failed","no backend"],false,["error","token_failed","thrown"],["error","token_failed",null],["error","token_failed",null]"#;
    assert_eq!(log, format!("[{opened}{failed},false]"));
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
