//! The class `AlterConnect`, as JavaScript sees it. Translates, and does nothing else.

use alloc::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::browser::js::{JsError, Promise};
use crate::connect::Connect;
use crate::error::Error;
use crate::value::Value;
use crate::word::Word;

/// One SDK instance.
#[wasm_bindgen]
pub struct AlterConnect(Rc<Connect>);

#[wasm_bindgen]
impl AlterConnect {
    /// A new instance.
    pub fn create(config: &JsValue) -> Self {
        Self(Connect::new(config))
    }

    /// Starts a flow; rejects when none could be started.
    pub fn open(&self, options: &JsValue) -> Promise {
        match self.0.open(options) {
            Ok(()) => Promise::resolve(JsValue::UNDEFINED),
            Err(error) => Promise::reject(throwable(error)),
        }
    }

    /// Closes the popup.
    pub fn close(&self) {
        self.0.close().unwrap_or_else(throw)
    }

    /// Ends this instance.
    pub fn destroy(&self) {
        self.0.destroy();
    }

    /// Adds a handler.
    pub fn on(&self, event: Word, handler: &JsValue) -> JsValue {
        self.0.on(event, handler).unwrap_or_else(throw)
    }

    /// Removes a handler.
    pub fn off(&self, event: Word, handler: &JsValue) {
        self.0.off(event, handler).unwrap_or_else(throw)
    }

    /// Whether a flow is under way.
    #[wasm_bindgen(js_name = isOpen)]
    pub fn is_open(&self) -> bool {
        self.0.is_open().unwrap_or_else(throw)
    }

    /// Takes the kept result of a redirect: `{grants}`, `{error}` or null.
    #[wasm_bindgen(js_name = takeRedirectResult)]
    pub fn take_redirect_result(&self) -> JsValue {
        Connect::take_redirect_result()
    }

    /// The version of the package.
    #[wasm_bindgen(js_name = getVersion)]
    pub fn get_version(&self) -> JsValue {
        JsValue::from_word(Word::Version)
    }
}

/// Only a destroyed instance throws, so nothing is lost with the frames that the exception skips; and no method needs
/// room for a result beside its value.
fn throw<T>(error: Error) -> T {
    wasm_bindgen::throw_val(throwable(error))
}

fn throwable(error: Error) -> JsValue {
    let mut throwable = JsValue::from(JsError::new(error.message()));
    throwable.set(Word::Code, JsValue::from_word(error.code()));
    throwable.set(Word::Details, JsValue::UNDEFINED);
    throwable
}
