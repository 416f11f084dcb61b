//! One flow from the click to its end: grants, exit, drop; and one flow beside another.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::time::Duration;

use alter_connect::{ConnectError, Connecting, Grant, Operation, Outcome, Status, connect};
use js_sys::{Date, Reflect};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::popup::{GRANTED, Popup, in_a_handler, open, page, pause, until, window};

/// The grants of an outcome that has some.
pub fn grants(ended: Result<Outcome, ConnectError>) -> Vec<Grant> {
    match ended {
        Ok(Outcome::Granted(grants)) => grants,
        other => panic!("no grants: {other:?}"),
    }
}

#[wasm_bindgen_test]
async fn grants_are_typed_and_keep_what_else_is_known() {
    let (flow, popup) = open(page()).await;
    popup
        .says(
            "{ type: 'alter_connect_success', grants: [
                null, { grant_id: 7, provider: 'google' },
                { grant_id: 'g-1', provider: 'google', provider_name: 'Google', account_identifier: 'ada@example.com',
                  timestamp: '2026-01-02T03:04:05.678Z', operation: 'reauth', scopes: ['mail', 7], status: 'pending',
                  metadata: { account_email: 'ada@example.com', account_display_name: 7, seats: 3, team: { id: 't-1' } },
                  delegable: { until: null } },
                { grant_id: 'g-2', provider: 'slack' },
            ] }",
        )
        .await;
    let grants = grants(flow.await);
    assert!(popup.is_closed());
    assert_eq!(grants.len(), 2, "the bad ones cost no good one");

    let [whole, bare] = &grants[..] else { unreachable!() };
    assert_eq!(whole.grant_id, "g-1");
    assert_eq!((whole.provider.as_str(), whole.provider_name.as_str()), ("google", "Google"));
    assert_eq!(whole.account_identifier, "ada@example.com");
    assert_eq!(whole.timestamp, "2026-01-02T03:04:05.678Z");
    assert_eq!((whole.operation, whole.status), (Operation::Reauth, Status::Pending));
    assert_eq!(whole.scopes, ["mail"]);
    let metadata = whole.metadata.as_ref().unwrap();
    assert_eq!(metadata.account_email.as_deref(), Some("ada@example.com"));
    assert_eq!(metadata.account_display_name, None, "a number is no name");
    assert_eq!(metadata.other["seats"], json!(3));
    assert_eq!(metadata.other["team"], json!({ "id": "t-1" }));

    assert_eq!((bare.provider_name.as_str(), bare.account_identifier.as_str()), ("slack", ""));
    assert_eq!((bare.operation, bare.status), (Operation::Creation, Status::Active));
    assert_eq!(bare.metadata, None);
    assert_eq!((json!(whole.extra), json!(bare.extra)), (json!({ "delegable": { "until": null } }), json!({})));
}

/// A page can send what JSON has no word for.
#[wasm_bindgen_test]
async fn what_cannot_be_read_costs_no_grant() {
    for value in ["{ seats: 10n ** 30n }", "(() => { const self = {}; return Object.assign(self, { self }) })()"] {
        let (flow, popup) = open(page()).await;
        let grant = format!("{{ grant_id: 'g-1', provider: 'google', metadata: {value}, updated: {value} }}");
        popup.says(&format!("{{ type: 'alter_connect_success', grants: [{grant}] }}")).await;
        let grants = grants(flow.await);
        assert_eq!((grants[0].grant_id.as_str(), &grants[0].metadata), ("g-1", &None), "{value}");
        assert!(grants[0].extra.is_empty(), "{value}");
    }
}

#[wasm_bindgen_test]
async fn a_closed_popup_is_an_exit() {
    let (flow, popup) = open(page()).await;
    popup.shows_the_page().await;
    popup.close();
    assert_eq!(flow.await, Ok(Outcome::Exited));
}

/// A popup that looks closed while the focus is elsewhere may live on a page that has cut it off.
#[wasm_bindgen_test]
async fn no_close_grace_means_none() {
    let focused = Rc::new(Cell::new(false));
    let has_focus = focused.clone();
    let has_focus = Closure::<dyn Fn() -> bool>::new(move || has_focus.get());
    let document = window().document().unwrap();
    Reflect::set(&document, &"hasFocus".into(), has_focus.as_ref()).unwrap();

    let (flow, popup) = open(page().close_grace(Duration::ZERO)).await;
    popup.shows_the_page().await;
    popup.close();
    // Focus that comes sooner would belong to the popup's end, and needs no grace.
    pause(1_500).await;
    focused.set(true);
    let start = Date::now();
    assert_eq!(flow.await, Ok(Outcome::Exited));
    assert!(Date::now() - start < 4_000.0, "the default is 5 s");
    Reflect::delete_property(&document, &"hasFocus".into()).unwrap();
}

#[wasm_bindgen_test]
async fn dropping_the_flow_closes_the_popup() {
    let (flow, popup) = open(page()).await;
    popup.shows_the_page().await;
    assert!(!popup.is_closed());
    drop(flow);
    until("the popup to be closed", || popup.is_closed()).await;
}

#[wasm_bindgen_test]
async fn one_flow_after_the_other() {
    for _ in 0..2 {
        let (flow, popup) = open(page()).await;
        popup.says(GRANTED).await;
        assert_eq!(grants(flow.await)[0].grant_id, "g-1");
    }
}

/// They share the popup, and nothing else: the flow that lost it ends.
#[wasm_bindgen_test]
async fn clones_of_options_open_a_flow_each() {
    let options = page();
    let (first, popup) = open(options.clone()).await;
    popup.shows_the_page().await;
    let (second, popup) = open(options).await;
    assert_eq!(first.await, Ok(Outcome::Exited));
    popup.says(GRANTED).await;
    assert_eq!(grants(second.await)[0].grant_id, "g-1");
}

/// The flow that lost the popup has nothing to close.
#[wasm_bindgen_test]
async fn dropping_the_flow_before_harms_no_flow() {
    let (first, popup) = open(page()).await;
    popup.shows_the_page().await;
    let (second, popup) = open(page()).await;
    drop(first);
    popup.says(GRANTED).await;
    assert_eq!(grants(second.await)[0].grant_id, "g-1");
}

#[wasm_bindgen_test]
async fn an_event_says_that_the_page_is_on_its_way() {
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = events.clone();
    let options = page().on_event(move |name, metadata| {
        let timestamp = Reflect::get(metadata, &"timestamp".into()).unwrap().as_string().unwrap();
        heard.borrow_mut().push((name.to_owned(), timestamp));
    });
    let (flow, popup) = open(options).await;
    popup.says(GRANTED).await;
    grants(flow.await);
    let events = events.borrow();
    let [(name, timestamp)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(name, "connect_opened");
    assert!(!Date::new(&timestamp.as_str().into()).get_time().is_nan(), "{timestamp} is a date");
}

#[wasm_bindgen_test]
async fn a_waker_may_poll_at_once() {
    let (flow, popup) = open(page()).await;
    let ended = polled_at_once(flow, async || popup.says(GRANTED).await).await;
    assert_eq!(grants(ended)[0].grant_id, "g-1");

    let (next, popup) = open(page()).await;
    popup.says(GRANTED).await;
    assert_eq!(grants(next.await)[0].grant_id, "g-1", "nothing was left behind");
}

/// How a flow ends for an executor without a queue: it is polled, and dropped, inside the call that ends it.
pub async fn polled_at_once(flow: Connecting, end: impl AsyncFnOnce()) -> Result<Outcome, ConnectError> {
    thread_local! {
        static FLOW: RefCell<Option<Pin<Box<Connecting>>>> = const { RefCell::new(None) };
        static ENDED: RefCell<Option<Result<Outcome, ConnectError>>> = const { RefCell::new(None) };
    }
    struct PollsAtOnce;
    impl Wake for PollsAtOnce {
        fn wake(self: Arc<Self>) {
            let mut flow = FLOW.take().expect("woken once");
            match flow.as_mut().poll(&mut Context::from_waker(&self.into())) {
                Poll::Ready(ended) => ENDED.set(Some(ended)),
                Poll::Pending => FLOW.set(Some(flow)),
            }
        }
    }

    FLOW.set(Some(Box::pin(flow)));
    Arc::new(PollsAtOnce).wake();
    end().await;
    until("the flow to be polled to its end", || ENDED.with_borrow(Option::is_some)).await;
    ENDED.take().unwrap()
}

/// The app may let go of the flow in the middle of it.
#[wasm_bindgen_test]
async fn a_flow_may_be_dropped_by_its_own_event() {
    let flow: Rc<RefCell<Option<Connecting>>> = Rc::default();
    let dropped = flow.clone();
    let (token, resolve) = crate::late::promise();
    let options = alter_connect::Options::connect_url_promise(token).on_event(move |_, _| drop(dropped.take()));
    let own = flow.clone();
    in_a_handler(move || own.replace(Some(connect(options)))).await;
    let popup = Popup::last();
    resolve.call1(&JsValue::NULL, &crate::popup::page_url().into()).unwrap();
    until("the popup to be closed", || popup.is_closed()).await;
    assert!(flow.borrow().is_none());
}
