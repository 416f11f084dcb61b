//! What the SDK asks about the page it runs on.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use crate::device::Device;
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, structural, js_name = hasFocus)]
    fn document_has_focus(this: &Local) -> bool;
}

/// What the device rule looks at.
pub fn device(window: Local) -> Device {
    let navigator = window.any(Word::Navigator);
    Device {
        mobile_agent: js::matches(&navigator.any(Word::UserAgent), Word::MobileAgents),
        touch: navigator.number(Word::MaxTouchPoints) > 0.0 || !window.any(Word::OnTouchStart).is_undefined(),
        width: window.number(Word::InnerWidth),
        height: window.number(Word::InnerHeight),
    }
}

/// Whether this page has the focus.
pub fn has_focus(window: Local) -> bool {
    window.any(Word::Document).document_has_focus()
}
