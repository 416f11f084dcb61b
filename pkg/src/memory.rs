//! The memory of the npm package: an allocator with free lists.
//!
//! The SDK allocates a handful of small blocks for each flow and gives them back at its end, so a block of the right
//! size is nearly always at hand.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ptr;

/// Blocks are multiples of this many bytes.
const UNIT: usize = 16;
/// No block is larger than `CLASSES - 1` units: a flow takes 128 bytes, and nothing grows.
const CLASSES: usize = 32;
const PAGE: usize = 65_536;

struct FreeLists(UnsafeCell<State>);

struct State {
    free: [*mut u8; CLASSES],
    next: usize,
    end: usize,
}

impl State {
    /// Takes the first units of a fresh page; what is left of the one before is given up.
    #[cold]
    #[inline(never)]
    fn first_of_next_page(&mut self, units: usize) -> *mut u8 {
        let grown = core::arch::wasm32::memory_grow(0, 1);
        if grown == usize::MAX {
            return ptr::null_mut();
        }
        let page = grown * PAGE;
        self.next = page + units * UNIT;
        self.end = page + PAGE;
        page as *mut u8
    }
}

// The module runs in one thread: it has no shared memory.
unsafe impl Sync for FreeLists {}

#[global_allocator]
static ALLOCATOR: FreeLists = FreeLists(UnsafeCell::new(State { free: [ptr::null_mut(); CLASSES], next: 0, end: 0 }));

// Pages and units are aligned to whatever the SDK allocates.
unsafe impl GlobalAlloc for FreeLists {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let state = unsafe { &mut *self.0.get() };
        let units = layout.size().div_ceil(UNIT);
        let Some(head) = state.free.get_mut(units) else { return ptr::null_mut() };
        if !head.is_null() {
            let block = *head;
            *head = unsafe { *block.cast() };
            return block;
        }
        let block = state.next;
        state.next += units * UNIT;
        if state.next > state.end { state.first_of_next_page(units) } else { block as *mut u8 }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let state = unsafe { &mut *self.0.get() };
        if let Some(head) = state.free.get_mut(layout.size().div_ceil(UNIT)) {
            unsafe { *block.cast() = *head };
            *head = block;
        }
    }
}
