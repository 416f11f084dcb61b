//! One SDK instance, as `instance.js` has it: what the Rust API and the class stand on.

use std::boxed::Box;
use std::cell::RefCell;
use std::vec::Vec;

use alter_connect_core::machine::Machine;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/instance.js")]
extern "C" {
    /// An instance's handle. A clone is the same instance.
    #[derive(Clone)]
    pub type Instance;

    #[wasm_bindgen(js_name = create)]
    fn made(config: &JsValue, version: &str) -> Instance;

    /// Starts a flow.
    #[wasm_bindgen(catch)]
    pub fn open(instance: &Instance, options: &JsValue) -> Result<(), JsValue>;

    /// Starts a flow that does not get a pending result, which may be another session's.
    #[wasm_bindgen(catch, js_name = openAnew)]
    pub fn open_anew(instance: &Instance, options: &JsValue) -> Result<(), JsValue>;

    /// A promise of the flow's grants.
    pub fn connect(instance: &Instance, options: &JsValue) -> Promise;

    /// Closes the popup.
    #[wasm_bindgen(catch)]
    pub fn close(instance: &Instance) -> Result<(), JsValue>;

    /// Ends the instance. Twice is fine.
    pub fn destroy(instance: &Instance);

    /// Adds a handler; gives the function that removes it.
    #[wasm_bindgen(catch)]
    pub fn on(instance: &Instance, event: &JsValue, handler: &JsValue) -> Result<Function, JsValue>;

    /// Removes a handler.
    #[wasm_bindgen(catch)]
    pub fn off(instance: &Instance, event: &JsValue, handler: &JsValue) -> Result<(), JsValue>;

    /// Whether a flow is under way.
    #[wasm_bindgen(catch, js_name = isOpen)]
    pub fn is_open(instance: &Instance) -> Result<bool, JsValue>;

    /// A promise of the pending result of a redirect, `{grants}` or `{error}`, or null.
    #[wasm_bindgen(js_name = takeRedirectResult)]
    pub fn take_redirect_result(instance: &Instance) -> Promise;
}

#[wasm_bindgen(module = "/src/machine.js")]
extern "C" {
    fn adopt(tell: JsValue);
    #[wasm_bindgen(catch)]
    fn ready(instance: &Instance) -> Result<(), JsValue>;
}

/// A new instance; `config` is `{debug?, closeGrace?}`. It looks for a return from the hosted page at once.
pub fn create(config: &JsValue) -> Instance {
    enter();
    let instance = made(config, env!("CARGO_PKG_VERSION"));
    // It has the machine, so nothing can be missing.
    let _ = ready(&instance);
    instance
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
