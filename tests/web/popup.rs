//! What the other files ask for: a flow with its popup, and the hosted page's part in it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use alter_connect::{Connecting, Options, connect};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// A success with one usable grant, which is called `g-1`.
pub const GRANTED: &str = "{ type: 'alter_connect_success', grants: [{ grant_id: 'g-1', provider: 'google' }] }";

/// How long a condition may take: it bounds hangs, it measures nothing.
const LIMIT: f64 = 30_000.0;

/// The path of a page of this origin that does nothing: the test runner serves its own script there.
const PATH: &str = "/wasm-bindgen-test";

/// Marks the page of the flow before: a popup that is used again still shows it for a moment.
const LEFT: &str = "left";

/// A popup that the page has opened.
pub struct Popup(Window);

impl Popup {
    /// The popup that was opened last.
    pub fn last() -> Self {
        OPENED.with_borrow(|opened| Self(opened.last().expect("a popup was opened").clone()))
    }

    /// Waits for the Connect page, so that a word of its is not lost with the page before it.
    pub async fn shows_the_page(&self) {
        until("the popup to show the Connect page", || {
            let left = Reflect::get(&self.0, &LEFT.into()).is_ok_and(|left| left.is_truthy());
            let loaded = self.0.document().is_some_and(|document| document.ready_state() == "complete");
            !left && loaded && self.0.location().pathname().is_ok_and(|path| path == PATH)
        })
        .await;
    }

    /// Says something as the hosted page would, once that is there. It is an expression of JavaScript's.
    pub async fn says(&self, message: &str) {
        self.shows_the_page().await;
        let set_timeout: Function = Reflect::get(&self.0, &"setTimeout".into()).unwrap().unchecked_into();
        set_timeout.call2(&self.0, &format!("opener.postMessage({message}, '*')").into(), &0.into()).unwrap();
    }

    /// Closes it, as its user would.
    pub fn close(&self) {
        self.0.close().unwrap();
    }

    pub fn is_closed(&self) -> bool {
        self.0.closed().unwrap()
    }

    /// The fragment of its address; `None` on a page of the browser's own, which Chromium shows where the server has none.
    pub fn fragment(&self) -> Option<String> {
        self.0.location().hash().ok()
    }
}

/// Starts a flow as a click would.
pub async fn open(options: Options) -> (Connecting, Popup) {
    let before = windows_opened();
    if before > 0 {
        // A page of another origin takes no mark, and needs none.
        let _ = Reflect::set(&Popup::last().0, &LEFT.into(), &JsValue::TRUE);
    }
    let flow = in_a_handler(move || connect(options)).await;
    assert_eq!(windows_opened(), before + 1, "one window is opened");
    (flow, Popup::last())
}

/// Options that open the page that does nothing.
pub fn page() -> Options {
    Options::connect_url(page_url())
}

pub fn page_url() -> String {
    format!("{}{PATH}", origin())
}

pub fn origin() -> String {
    window().location().origin().unwrap()
}

pub fn window() -> Window {
    web_sys::window().unwrap()
}

/// How often the page has opened a window until now.
pub fn windows_opened() -> usize {
    OPENED.with_borrow(Vec::len)
}

/// Blocks popups while `body` runs.
pub fn blocking_popups<T>(body: impl FnOnce() -> T) -> T {
    windows_opened();
    BLOCKED.set(true);
    let result = body();
    BLOCKED.set(false);
    result
}

thread_local! {
    static BLOCKED: Cell<bool> = const { Cell::new(false) };
    static OPENED: RefCell<Vec<Window>> = record_windows();
}

/// From here on `window.open` remembers what it opened.
fn record_windows() -> RefCell<Vec<Window>> {
    let open: Function = Reflect::get(&window(), &"open".into()).unwrap().unchecked_into();
    let recorder = Closure::<dyn Fn(JsValue, JsValue, JsValue) -> JsValue>::new(move |url, name, features| {
        if BLOCKED.get() {
            return JsValue::NULL;
        }
        let opened = open.call3(&window(), &url, &name, &features).unwrap();
        OPENED.with_borrow_mut(|windows| windows.push(opened.clone().unchecked_into()));
        opened
    });
    Reflect::set(&window(), &"open".into(), &recorder.into_js_value()).unwrap();
    RefCell::default()
}

/// Runs `body` in a task of the browser's, as an event handler would run. Firefox handles other events while it opens a
/// window, and a future that opens one while it is polled would be polled again meanwhile.
pub async fn in_a_handler<T: 'static>(body: impl FnOnce() -> T + 'static) -> T {
    let result = Rc::new(Cell::new(None));
    let mut body = Some(body);
    let promise = Promise::new(&mut |resolve, _| {
        let (result, body) = (result.clone(), body.take().unwrap());
        let handler = Closure::once_into_js(move || {
            result.set(Some(body()));
            resolve.call0(&JsValue::NULL).unwrap();
        });
        window().set_timeout_with_callback(handler.unchecked_ref()).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
    result.take().unwrap()
}

/// Waits until a condition holds.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    let start = js_sys::Date::now();
    while !condition() {
        assert!(js_sys::Date::now() - start < LIMIT, "waited in vain for {what}");
        pause(20).await;
    }
}

pub async fn pause(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}
