//! What the SDK asks about the page it runs on.

use wasm_bindgen::prelude::*;

use super::js::{RegExp, Window};
use crate::device::Device;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, structural, getter, js_name = innerWidth)]
    fn inner_width(this: &Window) -> f64;
    #[wasm_bindgen(method, structural, getter, js_name = innerHeight)]
    fn inner_height(this: &Window) -> f64;
    #[wasm_bindgen(method, structural, getter)]
    fn navigator(this: &Window) -> Navigator;
    #[wasm_bindgen(method, structural, getter)]
    fn document(this: &Window) -> Document;

    type Navigator;
    #[wasm_bindgen(method, structural, getter, js_name = userAgent)]
    fn user_agent(this: &Navigator) -> JsValue;
    #[wasm_bindgen(method, structural, getter, js_name = maxTouchPoints)]
    fn max_touch_points(this: &Navigator) -> f64;

    type Document;
    #[wasm_bindgen(method, structural, js_name = hasFocus)]
    fn has_focus(this: &Document) -> bool;
}

/// What the device rule looks at.
pub fn device(window: &Window) -> Device {
    let navigator = window.navigator();
    Device {
        mobile_agent: RegExp::new(Word::MobileAgents, Word::IgnoreCase).test(&navigator.user_agent()),
        touch: navigator.max_touch_points() > 0.0,
        width: window.inner_width(),
        height: window.inner_height(),
    }
}

/// Whether this page has the focus.
pub fn has_focus(window: &Window) -> bool {
    window.document().has_focus()
}
