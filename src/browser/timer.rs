//! A timer.

use wasm_bindgen::prelude::*;

use super::js::Local;
use super::listener::Callback;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = window, js_name = setTimeout)]
    fn set_timeout(callback: &Local, milliseconds: f64) -> f64;
    #[wasm_bindgen(js_namespace = window, js_name = clearTimeout)]
    fn clear_timeout(id: f64);
}

/// A call that is still to come; cleared on drop.
#[must_use = "a timer is cleared when dropped"]
pub struct Timer(f64);

impl Timer {
    /// Calls `callback` in so many milliseconds.
    pub fn new(callback: &Callback, milliseconds: f64) -> Self {
        Self(set_timeout(&Local::of(callback.as_ref()), milliseconds))
    }
}

/// Calls `callback` once, in so many milliseconds, whatever happens meanwhile.
pub fn once(callback: Callback, milliseconds: f64) {
    set_timeout(&Local::from(callback.into_js_value()), milliseconds);
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(self.0);
    }
}
