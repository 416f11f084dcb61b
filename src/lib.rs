//! Alter Connect in the browser: opens the hosted Connect page, returns the grants a user gave.
//!
//! From the surface down: `class` (what JavaScript sees) or `api` (what Rust sees), [`connect`] (the flow's shell),
//! [`bus`] and [`browser`] (thin wrappers), and the core that knows no browser: [`flow`], [`message`], [`address`],
//! [`device`], [`error`], [`value`], [`word`].

#![no_std]
#![warn(missing_docs)]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod address;
#[cfg(feature = "npm")]
mod allocator;
mod browser;
mod bus;
#[cfg(feature = "class")]
mod class;
mod connect;
mod device;
mod error;
mod flow;
mod message;
mod value;
mod word;

/// The npm package traps instead of unwinding or formatting: no panic is reachable from input.
#[cfg(feature = "npm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
