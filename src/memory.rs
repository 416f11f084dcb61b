//! The npm package's memory: an allocator with free lists by size class, and a short `memcpy`.
//!
//! The SDK allocates a handful of small blocks for each flow and gives them back at its end, so a block of the right
//! size is nearly always at hand.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ptr;

const CLASSES: usize = 16;
const PAGE: usize = 65_536;

struct FreeLists(UnsafeCell<State>);

struct State {
    free: [*mut u8; CLASSES],
    next: usize,
    end: usize,
}

// The module runs in one thread: it has no shared memory.
unsafe impl Sync for FreeLists {}

#[global_allocator]
static ALLOCATOR: FreeLists = FreeLists(UnsafeCell::new(State { free: [ptr::null_mut(); CLASSES], next: 0, end: 0 }));

/// Class `n` has blocks of `8 << n` bytes.
fn class(layout: &Layout) -> usize {
    let size = layout.size().max(layout.align()).max(8);
    (size.next_power_of_two().trailing_zeros() - 3) as usize
}

// A block is aligned to its size, up to a page: both the bump pointer's start and every size are powers of two.
unsafe impl GlobalAlloc for FreeLists {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let state = unsafe { &mut *self.0.get() };
        let class = class(&layout);
        let Some(head) = state.free.get_mut(class) else { return ptr::null_mut() };
        if !head.is_null() {
            let block = *head;
            *head = unsafe { *block.cast() };
            return block;
        }
        let size = 8 << class;
        let start = (state.next + size - 1) & !(size - 1);
        if start + size > state.end {
            let pages = size.div_ceil(PAGE);
            let grown = core::arch::wasm32::memory_grow(0, pages);
            if grown == usize::MAX {
                return ptr::null_mut();
            }
            state.next = grown * PAGE;
            state.end = state.next + pages * PAGE;
            return unsafe { self.alloc(layout) };
        }
        state.next = start + size;
        start as *mut u8
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let state = unsafe { &mut *self.0.get() };
        if let Some(head) = state.free.get_mut(class(&layout)) {
            unsafe { *block.cast() = *head };
            *head = block;
        }
    }
}

/// The compiler's own copies whole words and takes ten times the room; ours moves a few dozen bytes a flow.
///
/// # Safety
/// As C's: `length` bytes are readable at `from` and writable at `to`, and do not overlap.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    for index in 0..length {
        // Volatile, or the optimiser finds a memcpy in here.
        unsafe { to.add(index).write_volatile(*from.add(index)) };
    }
    to
}
