//! Values of JavaScript's that outlive the call in which they came.

use core::cell::Cell;

use wasm_bindgen::prelude::*;

use super::local::Local;
use super::name::Name;
use super::scope::Scope;

#[wasm_bindgen(module = "/src/browser/values.js")]
extern "C" {
    fn hold(value: i32) -> i32;
    #[wasm_bindgen(js_name = holdCall)]
    fn hold_call(object: i32, method: Name, a: i32, b: i32, c: i32) -> i32;
    #[wasm_bindgen(js_name = holdNew)]
    fn hold_new(class: Name, argument: i32) -> i32;
    #[wasm_bindgen(js_name = heldValue)]
    fn held_value(hold: i32) -> i32;
    #[wasm_bindgen(js_name = letGo)]
    fn let_go(hold: i32);
}

/// A place that holds one value of JavaScript's, or none; let go of on drop.
#[derive(Default)]
pub struct Held(Cell<i32>);

impl Held {
    /// Holds nothing.
    pub const fn nothing() -> Self {
        Self(Cell::new(0))
    }

    /// Holds this value from now on, and no longer the one before.
    pub fn set(&self, value: Local<'_>) {
        self.take(hold(value.number()));
    }

    /// Holds what a method gives. In one step with the call, so that nothing comes between that could lose it.
    pub fn set_call(&self, object: Local<'_>, method: Name, [a, b, c]: [Local<'_>; 3]) {
        self.take(hold_call(object.number(), method, a.number(), b.number(), c.number()));
    }

    /// Holds a new object of the browser's.
    pub fn set_new(&self, class: Name, argument: Local<'_>) {
        self.take(hold_new(class, argument.number()));
    }

    /// Takes over a value that JavaScript already holds for us under this number.
    pub fn take(&self, hold: i32) {
        self.clear();
        self.0.set(hold);
    }

    /// The value that it holds.
    pub fn get<'s>(&self, scope: Scope<'s>) -> Option<Local<'s>> {
        by_number(scope, self.0.get())
    }

    /// The number under which JavaScript holds it; 0 where it holds nothing.
    pub fn number(&self) -> i32 {
        self.0.get()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.get() == 0
    }

    /// Lets go of its value.
    pub fn clear(&self) {
        if !self.is_empty() {
            let_go(self.0.get());
            self.0.set(0);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Holds a value for as long as the page lives; its number.
pub fn forever(value: Local<'_>) -> i32 {
    hold(value.number())
}

/// The value that is held under this number, if one is.
pub fn by_number(scope: Scope<'_>, hold: i32) -> Option<Local<'_>> {
    scope.some(held_value(hold))
}
