//! A timer that can be set again.

use core::cell::Cell;

use wasm_bindgen::prelude::*;

use super::listener::Callback;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = window, js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, milliseconds: f64) -> f64;
    #[wasm_bindgen(js_namespace = window, js_name = clearTimeout)]
    fn clear_timeout(id: f64);
}

/// Calls back once each time it is set; cleared on drop.
#[must_use = "a timer is cleared when dropped"]
pub struct Timer {
    callback: Callback,
    id: Cell<f64>,
}

impl Timer {
    /// A timer at rest.
    pub fn new(callback: Callback) -> Self {
        Self { callback, id: Cell::new(0.0) }
    }

    /// Calls back in so many milliseconds, instead of whenever it was to before.
    pub fn set(&self, milliseconds: f64) {
        clear_timeout(self.id.get());
        self.id.set(set_timeout(self.callback.as_ref(), milliseconds));
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(self.id.get());
    }
}
