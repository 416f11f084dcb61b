//! One SDK instance, as `instance.js` has it: what the Rust API and the class stand on.

use std::boxed::Box;
use std::cell::RefCell;
use std::vec::Vec;

use alter_connect_core::machine::Machine;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/instance.js")]
extern "C" {
    fn create(config: &JsValue, version: &str) -> JsValue;
    #[wasm_bindgen(catch)]
    fn open(instance: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = openAnew)]
    fn open_anew(instance: &JsValue, options: &JsValue) -> Result<(), JsValue>;
    fn connect(instance: &JsValue, options: &JsValue) -> Promise;
    #[wasm_bindgen(catch)]
    fn close(instance: &JsValue) -> Result<(), JsValue>;
    fn destroy(instance: &JsValue);
    #[wasm_bindgen(catch)]
    fn on(instance: &JsValue, event: &JsValue, handler: &JsValue) -> Result<Function, JsValue>;
    #[wasm_bindgen(catch)]
    fn off(instance: &JsValue, event: &JsValue, handler: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = isOpen)]
    fn is_open(instance: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(js_name = takeRedirectResult)]
    fn take_redirect_result(instance: &JsValue) -> Promise;
}

#[wasm_bindgen(module = "/src/machine.js")]
extern "C" {
    fn adopt(tell: JsValue);
    #[wasm_bindgen(catch)]
    fn ready(instance: &JsValue) -> Result<(), JsValue>;
}

/// A handle of an instance. A clone is the same instance.
#[derive(Clone)]
pub struct Instance(JsValue);

impl Instance {
    /// A new instance; `config` is `{debug?, closeGrace?}`. It looks for a return from the hosted page at once.
    pub fn new(config: &JsValue) -> Self {
        enter();
        let instance = create(config, env!("CARGO_PKG_VERSION"));
        // It has the machine, so nothing can be missing.
        let _ = ready(&instance);
        Self(instance)
    }

    /// Starts a flow.
    pub fn open(&self, options: &JsValue) -> Result<(), JsValue> {
        open(&self.0, options)
    }

    /// Starts a flow that does not get a pending result, which may be another session's.
    pub fn open_anew(&self, options: &JsValue) -> Result<(), JsValue> {
        open_anew(&self.0, options)
    }

    /// A promise of the flow's grants.
    pub fn connect(&self, options: &JsValue) -> Promise {
        connect(&self.0, options)
    }

    /// Closes the popup.
    pub fn close(&self) -> Result<(), JsValue> {
        close(&self.0)
    }

    /// Ends the instance. Twice is fine.
    pub fn destroy(&self) {
        destroy(&self.0);
    }

    /// Adds a handler; gives the function that removes it.
    pub fn on(&self, event: &JsValue, handler: &JsValue) -> Result<Function, JsValue> {
        on(&self.0, event, handler)
    }

    /// Removes a handler.
    pub fn off(&self, event: &JsValue, handler: &JsValue) -> Result<(), JsValue> {
        off(&self.0, event, handler)
    }

    /// Whether a flow is under way.
    pub fn is_open(&self) -> Result<bool, JsValue> {
        is_open(&self.0)
    }

    /// A promise of the pending result of a redirect, `{grants}` or `{error}`, or null.
    pub fn take_redirect_result(&self) -> Promise {
        take_redirect_result(&self.0)
    }
}

/// The machine's entrance: a machine's place, then what [`tell`](crate::tell) takes.
type Tell = dyn Fn(usize, i32, i32, i32, i32, i32, i32) -> i32;

/// Gives JavaScript the machine's entrance, once.
fn enter() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let tell: Closure<Tell> = Closure::new(|place, signal, value, flow, seen, now, grace| {
            // SAFETY: `machine.js` alone calls it, and enters the value.
            unsafe { crate::tell(machine(place), signal, value, flow, seen, now, grace) }
        });
        adopt(tell.into_js_value());
    });
}

/// The machine at a place. JavaScript gives places one after the other, and each again when its instance is gone, so they are
/// kept for good.
fn machine(place: usize) -> &'static Machine {
    std::thread_local! {
        static MACHINES: RefCell<Vec<&'static Machine>> = const { RefCell::new(Vec::new()) };
    }
    MACHINES.with_borrow_mut(|machines| {
        while machines.len() <= place {
            machines.push(Box::leak(Box::default()));
        }
        machines[place]
    })
}
