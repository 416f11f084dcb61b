//! Event listeners.

use wasm_bindgen::prelude::*;

use super::js::Object;
use crate::word::Word;

/// The one shape of callback that the browser calls.
pub type Callback = Closure<dyn Fn(JsValue)>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type EventTarget;
    #[wasm_bindgen(method, structural, js_name = addEventListener)]
    pub fn add_event_listener(this: &EventTarget, event: Word, listener: &JsValue);
    #[wasm_bindgen(method, structural, js_name = removeEventListener)]
    fn remove_event_listener(this: &EventTarget, event: Word, listener: &JsValue);
}

/// A listener on a window; removed on drop.
#[must_use = "a listener is removed when dropped"]
pub struct Listener {
    target: EventTarget,
    event: Word,
    listener: JsValue,
}

impl Listener {
    /// Calls `callback` at every `event` on `target`.
    pub fn new(target: &JsValue, event: Word, callback: &Callback) -> Self {
        let target = target.clone().unchecked_into::<EventTarget>();
        let listener = callback.as_ref().clone();
        target.add_event_listener(event, &listener);
        Self { target, event, listener }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.target.remove_event_listener(self.event, &self.listener);
    }
}
