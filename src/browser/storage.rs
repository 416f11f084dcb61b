//! `sessionStorage`, which may be missing, full or forbidden.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, structural, js_name = getItem)]
    fn get_item(this: &Local, key: Word) -> Option<Local>;
    #[wasm_bindgen(method, structural, catch, js_name = setItem)]
    fn set_item(this: &Local, key: Word, value: &Local) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, js_name = removeItem)]
    fn remove_item(this: &Local, key: Word);
}

/// A page's session storage.
#[derive(Clone, Copy)]
pub struct Storage(Local);

impl Storage {
    /// A window's. In a sandboxed page even the look at it throws; the error is the browser's.
    pub fn of(window: Local) -> Result<Self, Local> {
        js::try_get(window, Word::SessionStorage)?.map(Self).ok_or(Local::undefined())
    }

    /// This page's, if it has one.
    #[inline(never)]
    pub fn of_page() -> Option<Self> {
        Self::of(js::window()?).ok()
    }

    /// The JSON record under `key`. Something else is reported and removed, and counts as none.
    pub fn read(self, key: Word) -> Option<Local> {
        js::parse_json(&self.0.get_item(key)?).unwrap_or_else(|error| {
            js::log_error(Word::LogPrefix, Word::LogStateUnreadable, &error.into());
            self.remove(key);
            None
        })
    }

    /// Stores a record as JSON, or says what the browser has against it.
    pub fn write(self, key: Word, record: Local) -> Result<(), Local> {
        self.0.set_item(key, &js::to_json(&record)).map_err(Local::from)
    }

    /// Removes what is under `key`.
    pub fn remove(self, key: Word) {
        self.0.remove_item(key);
    }
}
