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
//! # The layers of the crate
//!
//! From the surface down; each uses only what is below it.
//!
//! - `rust`: this API. Beside it stands `pkg/`, a crate with the functions that the npm package's class calls.
//! - `connect`: the shell that ties a flow to the browser and the app.
//! - `browser`: one thing of the web in each file, undone on drop.
//! - `core`: the flow, the messages, the grants. It knows no browser.

#![no_std]
#![warn(missing_docs)]

extern crate alloc;
#[cfg(any(test, feature = "rust"))]
extern crate std;

#[doc(hidden)]
pub mod browser;
#[doc(hidden)]
pub mod connect;
#[doc(hidden)]
pub mod core;
#[cfg(feature = "rust")]
mod rust;

#[cfg(feature = "rust")]
pub use rust::{
    ConnectError, Connecting, ErrorKind, Grant, Metadata, Operation, Options, Outcome, Status, connect, redirect_result,
};
