//! Alter Connect in the browser: opens the hosted Connect page, returns the grants that a user gave.
//!
//! ```no_run
//! # async fn example() -> Result<(), alter_connect::ConnectError> {
//! use alter_connect::{Options, Outcome, connect};
//!
//! // In the click itself: the popup opens in this call.
//! let flow = connect(Options::token("the session token from your backend"));
//! match flow.await? {
//!     Outcome::Granted(grants) => println!("{}", grants[0].grant_id),
//!     _ => println!("the user closed the window"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! For wasm32-unknown-unknown, with any frontend. On a server the crate compiles, and [`connect`] gives an error.
//!
//! # The floors of the crate
//!
//! From the surface down; each uses only what is below it.
//!
//! - `rust`: this API; `class`: the class of `wasm-pack build`. Beside them stands `pkg/`, the npm package.
//! - `host`: the browser, in coarse functions that decide nothing.
//! - the crate [`alter-connect-core`](alter_connect_core): the machine, which has every rule and knows no browser.

#![no_std]
#![warn(missing_docs)]

#[cfg(any(test, feature = "rust"))]
extern crate alloc;
#[cfg(any(test, feature = "rust"))]
extern crate std;

#[cfg(feature = "class")]
mod class;
#[doc(hidden)]
pub mod host;
#[cfg(feature = "rust")]
mod instance;
#[cfg(feature = "rust")]
mod rust;

#[cfg(feature = "class")]
pub use class::AlterConnect;
#[cfg(feature = "rust")]
pub use rust::{
    ConnectError, Connecting, ErrorKind, Grant, Metadata, Operation, Options, Outcome, Status, connect, redirect_result,
};
