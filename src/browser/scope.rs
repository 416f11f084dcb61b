//! Handle scopes: who gives JavaScript's values back.
//!
//! A value that JavaScript hands over takes a slot in wasm-bindgen's table until it is given back. Nearly all are looked
//! at once, and code that gives back each by itself would be a fifth of the SDK. So a scope, one for each call from
//! JavaScript, gives back all that came while it was open. What has to outlive it is a [`JsValue`], which owns its slot.

use core::cell::Cell;

use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::prelude::*;

/// More than any call takes, since loops open scopes of their own. What is beyond is not given back.
const CAPACITY: usize = 256;

struct Slots {
    taken: [Cell<u32>; CAPACITY],
    count: Cell<usize>,
}

// Windows are the main thread's alone.
unsafe impl Sync for Slots {}

static SLOTS: Slots = Slots { taken: [const { Cell::new(0) }; CAPACITY], count: Cell::new(0) };

/// Notes a slot, which the innermost scope will give back.
#[inline(never)]
pub fn take(slot: u32) -> u32 {
    let count = SLOTS.count.get();
    if let Some(free) = SLOTS.taken.get(count) {
        free.set(slot);
        SLOTS.count.set(count + 1);
    }
    slot
}

/// While it lives, so do the values that come.
#[must_use = "values are given back when it is dropped"]
pub struct Scope(usize);

impl Scope {
    /// From here on.
    pub fn open() -> Self {
        Self(SLOTS.count.get())
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        while SLOTS.count.get() > self.0 {
            let last = SLOTS.count.get() - 1;
            SLOTS.count.set(last);
            if let Some(slot) = SLOTS.taken.get(last) {
                // SAFETY: `take` noted each slot once, and nobody else gives it back.
                drop(unsafe { JsValue::from_abi(slot.get()) });
            }
        }
    }
}
