//! Functions of ours that JavaScript calls.

use alloc::boxed::Box;

use wasm_bindgen::prelude::*;

use super::held::Held;
use super::local::Local;
use super::scope::Scope;

#[wasm_bindgen(module = "/src/browser/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = bind)]
    fn bind_receiver(receiver: i32, signal: i32, flow: i32) -> i32;
    #[cfg(feature = "rust")]
    #[wasm_bindgen(js_name = callThrough)]
    fn call_through(tell: JsValue);
}

type Function = Box<dyn Fn(i32, i32, i32)>;

/// A function for JavaScript to call: with a signal, the number of a flow, and a value. Nobody calls it once it is dropped:
/// JavaScript has its address only from what is held.
pub struct Receiver {
    address: Held,
    _function: Box<Function>,
}

impl Receiver {
    /// Makes it.
    pub fn new(scope: Scope<'_>, function: impl Fn(i32, i32, i32) + 'static) -> Self {
        let function: Box<Function> = Box::new(Box::new(function));
        let address = Held::nothing();
        address.set(scope.number((&raw const *function) as usize as f64));
        Self { address, _function: function }
    }

    /// A JavaScript function that calls it with this signal and flow, and with what JavaScript called that with.
    #[inline(never)]
    pub fn bind<'s>(&self, scope: Scope<'s>, signal: i32, flow: i32) -> Local<'s> {
        scope.passed(bind_receiver(self.address.number(), signal, flow))
    }
}

/// JavaScript calls the receiver at this address.
pub fn tell(address: usize, signal: i32, flow: i32, value: i32) {
    // SAFETY: `values.js` has it from a receiver that is not dropped, and has given it to nobody else.
    let function = unsafe { &*(address as *const Function) };
    function(signal, flow, value);
}

/// JavaScript calls by a closure where no final artifact exports [`tell`] to it.
#[cfg(feature = "rust")]
pub fn export_by_closure() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let closure: Closure<dyn Fn(usize, i32, i32, i32)> = Closure::new(tell);
        call_through(closure.into_js_value());
    });
}
