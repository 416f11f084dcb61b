//! A lock of the Web Locks API, by which other windows of the origin know whether this page is still there.

use wasm_bindgen::prelude::*;

use super::held::Held;
use super::local::Local;
use super::scope::Scope;

#[wasm_bindgen(module = "/src/browser/lock.js")]
extern "C" {
    #[wasm_bindgen(js_name = acquire)]
    fn acquire_lock(name: i32) -> i32;
    #[wasm_bindgen(js_name = free)]
    fn lock_is_free(name: i32) -> i32;
}

/// A lock that this page holds, or none.
#[derive(Default)]
pub struct Lock(Held);

impl Lock {
    /// Holds the lock of that name.
    pub fn acquire(&self, name: Local<'_>) {
        self.0.take(acquire_lock(name.number()));
    }

    /// Lets go of it.
    pub fn release(&self, scope: Scope<'_>) {
        if let Some(release) = self.0.get(scope) {
            release.apply(scope.undefined(), scope.list());
            self.0.clear();
        }
    }
}

/// A promise that resolves once no page holds the lock of that name, and whoever held it had time to speak.
pub fn free<'s>(name: Local<'s>) -> Local<'s> {
    name.scope().passed(lock_is_free(name.number()))
}
