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
//! - this crate: the typed, awaited API, and the class of `wasm-pack build`. Beside it stands `pkg/`, the npm package.
//! - [`alter-connect-host`](alter_connect_host): the browser, in coarse functions that decide nothing.
//! - [`alter-connect-core`](alter_connect_core): the machine, which has every rule and knows no browser.

#![warn(missing_docs)]

#[cfg(feature = "class")]
mod class;
mod connecting;
mod error;
mod grant;
mod options;
mod outcome;
mod redirect;

#[cfg(feature = "class")]
pub use class::AlterConnect;
pub use connecting::{Connecting, connect};
pub use error::{ConnectError, ErrorKind};
pub use grant::{Grant, Metadata, Operation, Status};
pub use options::{Display, Options};
pub use outcome::Outcome;
pub use redirect::redirect_result;
