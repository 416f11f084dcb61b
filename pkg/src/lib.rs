//! What the class `AlterConnect` calls. The class itself is in the loader (`loader.js`): a few lines that keep the number of
//! an instance and pass on what they are given.
//!
//! An instance's number is its address. It is good until [`release`]; the loader alone knows it. Values of JavaScript's
//! travel by number, too (`src/browser/values.js`), and nothing is thrown: a function that can be refused gives the number
//! of an error record, or 0.

// It is an artifact for wasm; on the host there is nothing to build.
#![cfg(target_arch = "wasm32")]
#![no_std]

extern crate alloc;

mod memory;

use alloc::rc::Rc;
use core::mem::ManuallyDrop;

use alter_connect::browser::local::Local;
use alter_connect::browser::receiver;
use alter_connect::browser::scope::{Scope, in_call};
use alter_connect::connect::Connect;
use alter_connect::core::error::Error;
use alter_connect::core::message::Answer;
use wasm_bindgen::prelude::*;

/// A defect traps: no panic is reachable from input, and formatting one would cost more than the SDK.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// The instance of that number.
fn instance(number: usize) -> ManuallyDrop<Rc<Connect>> {
    // SAFETY: the loader has it from `create` and has not released it.
    ManuallyDrop::new(unsafe { Rc::from_raw(number as *const Connect) })
}

/// A new instance.
#[wasm_bindgen]
pub fn create(config: i32) -> usize {
    in_call(|scope| Rc::into_raw(Connect::new(scope.passed(config))) as usize)
}

/// JavaScript calls a receiver.
#[wasm_bindgen]
pub fn tell(address: usize, signal: i32, flow: i32, value: i32) {
    receiver::tell(address, signal, flow, value);
}

/// The JavaScript object of the instance is gone.
#[wasm_bindgen]
pub fn release(number: usize) {
    drop(ManuallyDrop::into_inner(instance(number)));
}

/// Starts a flow.
#[wasm_bindgen]
pub fn open(number: usize, options: i32) -> i32 {
    in_call(|scope| refusal(scope, instance(number).open(scope.passed(options))))
}

/// Closes the popup.
#[wasm_bindgen]
pub fn close(number: usize) -> i32 {
    in_call(|scope| refusal(scope, instance(number).close(scope)))
}

/// Ends the instance.
#[wasm_bindgen]
pub fn destroy(number: usize) {
    in_call(|scope| instance(number).destroy(scope));
}

/// Adds a handler.
#[wasm_bindgen]
pub fn on(number: usize, event: i32, handler: i32) -> i32 {
    in_call(|scope| refusal(scope, instance(number).on(scope.passed(event), scope.passed(handler))))
}

/// Removes a handler, and is content where there is none any more.
#[wasm_bindgen]
pub fn off(number: usize, event: i32, handler: i32) {
    in_call(|scope| instance(number).off(scope.passed(event), scope.passed(handler)));
}

/// Refuses where the instance was destroyed.
#[wasm_bindgen]
pub fn check(number: usize) -> i32 {
    in_call(|scope| refusal(scope, instance(number).check_alive()))
}

/// Whether a flow is under way.
#[wasm_bindgen(js_name = isOpen)]
pub fn is_open(number: usize) -> bool {
    instance(number).is_open()
}

/// The promise that resolves once it is known whether this page has the result of a redirect; 0: it is known.
#[wasm_bindgen]
pub fn decided() -> i32 {
    in_call(|scope| number(Connect::decided(scope)))
}

/// Takes the kept result of a redirect: `{grants}`, `{error}` or nothing.
#[wasm_bindgen(js_name = takeRedirectResult)]
pub fn take_redirect_result() -> i32 {
    in_call(|scope| number(Connect::take_redirect_result(scope)))
}

/// An exception has come out of a call of that instance's.
#[wasm_bindgen]
pub fn abandon(number: usize) {
    in_call(|scope| instance(number).abandon(scope));
}

fn refusal(scope: Scope<'_>, outcome: Result<(), Error>) -> i32 {
    let Err(error) = outcome else { return 0 };
    Answer::from_error(&scope.undefined(), error).into_value().number()
}

fn number(value: Option<Local<'_>>) -> i32 {
    value.map_or(0, Local::number)
}
