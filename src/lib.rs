//! Alter Connect in the browser: opens the hosted Connect page, returns the grants that a user gave.
//!
//! ```no_run
//! # async fn example() -> Result<(), alter_connect::ConnectError> {
//! use alter_connect::{Options, Outcome, connect};
//!
//! match connect(Options::token("the session token from your backend")).await? {
//!     Outcome::Granted(grants) => println!("{}", grants[0].grant_id),
//!     Outcome::Exited => println!("the user closed the window"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! From the surface down: `class` (what JavaScript calls) and `api` (what Rust calls), `connect` (the flow's shell), `bus`
//! and `browser` (thin wrappers), and the core that knows no browser: `flow`, `message`, `address`, `device`, `error`,
//! `value`, `word`. Beside `browser`'s modules are a few lines of JavaScript, each in place of several calls of it.

#![no_std]
#![warn(missing_docs)]
// The Rust API needs less than the npm package does.
#![cfg_attr(not(feature = "npm"), allow(dead_code))]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod address;
#[cfg(feature = "api")]
mod api;
mod browser;
mod bus;
#[cfg(feature = "npm")]
mod class;
mod connect;
mod device;
mod error;
mod flow;
#[cfg(feature = "api")]
mod grant;
#[cfg(feature = "npm")]
mod memory;
mod message;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod value;
mod word;

#[cfg(feature = "api")]
pub use api::{ConnectError, Connecting, Options, Outcome, connect, redirect_result};
pub use error::Error;
#[cfg(feature = "api")]
pub use grant::{Grant, Metadata, Operation, Status};

// A plain `wasm-pack build`, known by the variable in which it names the target, would write over pkg/package.json.
#[cfg(all(target_arch = "wasm32", not(feature = "npm"), not(debug_assertions)))]
const _: () = assert!(
    option_env!("CARGO_PRIMARY_PACKAGE").is_none() || option_env!("CARGO_BUILD_TARGET").is_none(),
    "`wasm-pack build` would replace pkg/package.json; the npm package is made by `cargo xtask build`"
);

/// The npm package traps: no panic is reachable from input, and formatting one would cost more than the SDK.
#[cfg(feature = "npm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
