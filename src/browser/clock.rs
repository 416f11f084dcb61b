//! What time it is.

use wasm_bindgen::prelude::*;

use super::local::Local;
use super::scope::Scope;

#[wasm_bindgen(module = "/src/browser/clock.js")]
extern "C" {
    /// Milliseconds since 1970.
    pub fn epoch() -> f64;
    /// Milliseconds of a clock that is never set.
    pub fn monotonic() -> f64;
    #[wasm_bindgen(js_name = iso)]
    fn iso_now() -> i32;
}

/// This moment, as an ISO-8601 string.
pub fn iso(scope: Scope<'_>) -> Local<'_> {
    scope.passed(iso_now())
}
