//! `sessionStorage`, which may be missing, full or forbidden.

use wasm_bindgen::prelude::*;

use super::js::{self, Object, Window};
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type Storage;
    #[wasm_bindgen(method, structural, js_name = getItem)]
    fn get_item(this: &Storage, key: Word) -> JsValue;
    #[wasm_bindgen(method, structural, catch, js_name = setItem)]
    fn set_item(this: &Storage, key: Word, value: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, js_name = removeItem)]
    fn remove_item(this: &Storage, key: Word);
}

impl Storage {
    /// This page's session storage. In a sandboxed page even the look at it throws; the error is the browser's.
    pub fn session(window: &Window) -> Result<Self, JsValue> {
        let storage = js::try_get(window, Word::SessionStorage)?;
        if storage.truthy() { Ok(storage.unchecked_into()) } else { Err(storage) }
    }

    /// The window's session storage, where there are both.
    pub fn of_page() -> Option<(Window, Self)> {
        let window = js::window()?;
        let storage = Self::session(&window).ok()?;
        Some((window, storage))
    }

    /// The JSON record under `key`; falsy where there is none. Something else is reported, and counts as none.
    pub fn read(&self, key: Word) -> JsValue {
        js::parse_json(self.get_item(key)).unwrap_or_else(|error| {
            js::log_error(Word::LogPrefix, Word::LogStateUnreadable, error);
            JsValue::UNDEFINED
        })
    }

    /// Stores a record as JSON, or says what the browser has against it.
    pub fn write(&self, key: Word, record: &JsValue) -> Result<(), JsValue> {
        self.set_item(key, &js::to_json(record))
    }

    /// Removes what is under `key`.
    pub fn remove(&self, key: Word) {
        self.remove_item(key);
    }
}
