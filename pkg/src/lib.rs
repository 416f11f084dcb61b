//! What the class `AlterConnect` calls: one function. The class itself is in the loader (`loader.js`).
//!
//! The machines lie one after the other in the memory, from where the data of the program ends: there is no heap, and the build
//! ends if there is a stack (`pkg/bundle.mjs`).

// It is an artifact for wasm; on the host there is nothing to build.
#![cfg(target_arch = "wasm32")]
#![no_std]

use core::arch::wasm32::{memory_grow, memory_size, unreachable};

use alter_connect_core::machine::Machine;
use wasm_bindgen::prelude::*;

const PAGE: usize = 65_536;

unsafe extern "C" {
    static __heap_base: u8;
}

struct NoHeap;

// SAFETY: it gives no memory.
unsafe impl core::alloc::GlobalAlloc for NoHeap {
    unsafe fn alloc(&self, _: core::alloc::Layout) -> *mut u8 {
        core::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
}

#[global_allocator]
static ALLOCATOR: NoHeap = NoHeap;

/// A defect traps: no panic is reachable from input, and formatting one would cost more than the SDK.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unreachable()
}

/// Memory begins with zeros, which are a new machine.
// SAFETY: the compiler refuses a constant that is no valid machine.
const _: Machine = unsafe { core::mem::zeroed() };

/// The machine at a place.
#[inline(never)]
fn machine(place: usize) -> &'static Machine {
    let start = (&raw const __heap_base) as usize + place * size_of::<Machine>();
    if start + size_of::<Machine>() > memory_size(0) * PAGE && memory_grow(0, 1) == usize::MAX {
        unreachable();
    }
    // SAFETY: the linker aligns `__heap_base` to 16, and nothing else uses the memory from there on. The loader gives places
    // one after the other, so one more page is enough. A machine is made of cells, and no borrow outlives a call.
    unsafe { &*(start as *const Machine) }
}

/// JavaScript tells the machine at a place what happened: see `alter_connect_host`.
#[wasm_bindgen]
pub fn tell(place: usize, signal: i32, value: i32, flow: i32, seen: i32, now: i32, grace: i32) -> i32 {
    // SAFETY: nothing but JavaScript can call it: `machine.js`, which enters the value.
    unsafe { alter_connect_host::tell(machine(place), signal, value, flow, seen, now, grace) }
}
