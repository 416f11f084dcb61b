//! What the class `AlterConnect` calls. The class itself is in the loader (`pkg/src/loader.js`): a few lines that keep the
//! number of an instance and pass on what they are given.
//!
//! An instance's number is its address. It is good until [`release`].

use alloc::rc::Rc;
use core::mem::ManuallyDrop;

use wasm_bindgen::prelude::*;

use crate::browser::js::{self, Local};
use crate::browser::scope::Scope;
use crate::connect::Connect;
use crate::error::Error;
use crate::value::Value;
use crate::word::Word;

/// The instance of that number.
fn instance(number: usize) -> ManuallyDrop<Rc<Connect>> {
    // SAFETY: the loader has it from `create` and has not released it.
    ManuallyDrop::new(unsafe { Rc::from_raw(number as *const Connect) })
}

/// A new instance.
#[wasm_bindgen]
pub fn create(config: JsValue) -> usize {
    let _scope = Scope::open();
    Rc::into_raw(Connect::new(Local::from(config))) as usize
}

/// Nobody has the instance any more.
#[wasm_bindgen]
pub fn release(number: usize) {
    drop(ManuallyDrop::into_inner(instance(number)));
}

/// Starts a flow; throws when none could be started. The class makes a rejection of that.
#[wasm_bindgen]
pub fn open(number: usize, options: JsValue) {
    attempt(|| instance(number).open(Local::from(options)));
}

/// Closes the popup.
#[wasm_bindgen]
pub fn close(number: usize) {
    attempt(|| instance(number).close());
}

/// Ends the instance.
#[wasm_bindgen]
pub fn destroy(number: usize) {
    let _scope = Scope::open();
    instance(number).destroy();
}

/// Adds a handler.
#[wasm_bindgen]
pub fn on(number: usize, event: Word, handler: JsValue) {
    attempt(|| instance(number).on(event, Local::from(handler)));
}

/// Removes a handler, and is content where there is none any more.
#[wasm_bindgen]
pub fn off(number: usize, event: Word, handler: JsValue) {
    let _scope = Scope::open();
    instance(number).off(event, Local::from(handler));
}

/// Whether a flow is under way.
#[wasm_bindgen(js_name = isOpen)]
pub fn is_open(number: usize) -> bool {
    instance(number).is_open().unwrap_or_else(throw)
}

/// Takes the kept result of a redirect: `{grants}`, `{error}` or null.
#[wasm_bindgen(js_name = takeRedirectResult)]
pub fn take_redirect_result() -> JsValue {
    let _scope = Scope::open();
    Connect::take_redirect_result()
}

/// The version of the package.
#[wasm_bindgen(js_name = getVersion)]
pub fn get_version() -> JsValue {
    let _scope = Scope::open();
    js::string(Word::Version).keep()
}

/// An exception skips the frames between, so the scope is closed before it is thrown.
fn attempt(call: impl FnOnce() -> Result<(), Error>) {
    let outcome = {
        let _scope = Scope::open();
        call()
    };
    outcome.unwrap_or_else(throw)
}

#[inline(never)]
fn throw<T>(error: Error) -> T {
    let throwable = {
        let _scope = Scope::open();
        let mut throwable = Local::new_error(error.message());
        throwable.set_word(Word::Code, error.code());
        throwable.set(Word::Details, Local::undefined());
        throwable.keep()
    };
    wasm_bindgen::throw_val(throwable)
}
