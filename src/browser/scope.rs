//! The time in which a value of JavaScript's is good.

use core::marker::PhantomData;

use wasm_bindgen::prelude::*;

#[cfg(all(target_arch = "wasm32", target_feature = "atomics"))]
compile_error!("alter-connect runs on one thread: build it without the target feature `atomics`");

#[wasm_bindgen(module = "/src/browser/values.js")]
extern "C" {
    fn mark() -> i32;
    fn release(mark: i32);
}

/// The time in which the values that come are good.
#[derive(Clone, Copy)]
pub struct Scope<'s>(PhantomData<&'s ()>);

/// Runs `body` in a scope of its own.
pub fn scope<T>(body: impl for<'s> FnOnce(Scope<'s>) -> T) -> T {
    let start = mark();
    let result = body(Scope(PhantomData));
    release(start);
    result
}

/// Runs `body` in the scope that `values.js` has opened for a call from JavaScript.
pub fn in_call<T>(body: impl for<'s> FnOnce(Scope<'s>) -> T) -> T {
    body(Scope(PhantomData))
}
