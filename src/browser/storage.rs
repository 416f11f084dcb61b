//! `sessionStorage`, which may be missing, full or forbidden.

use wasm_bindgen::prelude::*;

use super::js::{self, Object};
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    pub type Storage;
    #[wasm_bindgen(method, structural, js_name = getItem)]
    fn get_item(this: &Storage, key: Word) -> JsValue;
    #[wasm_bindgen(method, structural, catch, js_name = setItem)]
    fn set_item(this: &Storage, key: Word, value: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, js_name = removeItem)]
    fn remove_item(this: &Storage, key: Word);
}

impl Storage {
    /// This page's session storage. In a sandboxed page even the look at it throws.
    pub fn session() -> Option<Self> {
        let storage = js::try_get(js::window()?.as_ref(), Word::SessionStorage).ok()?;
        storage.truthy().then(|| storage.unchecked_into())
    }

    /// The JSON record under `key`; falsy where there is none, or something else.
    pub fn read(&self, key: Word) -> JsValue {
        js::parse_json(self.get_item(key)).unwrap_or_default()
    }

    /// Stores a record as JSON. False: not stored.
    pub fn write(&self, key: Word, record: &JsValue) -> bool {
        self.set_item(key, &js::to_json(record)).is_ok()
    }

    /// Removes what is under `key`.
    pub fn remove(&self, key: Word) {
        self.remove_item(key);
    }
}
