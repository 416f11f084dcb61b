//! Event listeners.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use crate::word::Word;

/// The one shape of callback that the browser calls.
pub type Callback = Closure<dyn Fn(&JsValue)>;

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

/// A callback on the window's events; off on drop.
#[must_use = "it no longer listens when dropped"]
pub struct Listener(pub Callback);

impl Listener {
    /// Calls `callback` at every event.
    pub fn new(window: Local, callback: Callback) -> Self {
        for event in EVENTS {
            window.add_listener(event, &Local::of(callback.as_ref()));
        }
        Self(callback)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = js::window() {
            for event in EVENTS {
                window.remove_listener(event, &Local::of(self.0.as_ref()));
            }
        }
    }
}
