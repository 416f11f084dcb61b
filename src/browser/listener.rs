//! Event listeners.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use crate::word::Word;

/// The one shape of callback that the browser calls.
pub type Callback = Closure<dyn Fn(JsValue)>;

/// What a flow hears of the window.
const EVENTS: [Word; 4] = [Word::Message, Word::Focus, Word::PageHide, Word::PageShow];

#[wasm_bindgen]
extern "C" {
    /// `addEventListener`.
    #[wasm_bindgen(method, structural, js_name = addEventListener)]
    pub fn add_listener(this: &Local, event: Word, listener: &Local);
    #[wasm_bindgen(method, structural, js_name = removeEventListener)]
    fn remove_listener(this: &Local, event: Word, listener: &Local);
}

#[wasm_bindgen(module = "/src/browser/listener.js")]
extern "C" {
    fn filter(callback: &Local, popup: &Local, debug: bool) -> Local;
}

/// A callback on the window's events; off on drop.
#[must_use = "it no longer listens when dropped"]
pub struct Listener(JsValue);

impl Listener {
    /// Calls `callback` at every event but the messages of windows other than `popup`; with `debug` at those, too.
    pub fn new(window: Local, callback: &Callback, popup: Local, debug: bool) -> Self {
        let listener = filter(&Local::of(callback.as_ref()), &popup, debug);
        for event in EVENTS {
            window.add_listener(event, &listener);
        }
        Self(listener.keep())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = js::window() {
            for event in EVENTS {
                window.remove_listener(event, &Local::of(&self.0));
            }
        }
    }
}
