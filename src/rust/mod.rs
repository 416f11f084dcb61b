//! The flow for Rust frontends: typed, and awaited.

mod connecting;
mod error;
mod grant;
mod options;
mod outcome;
mod redirect;

pub use connecting::{Connecting, connect};
pub use error::{ConnectError, ErrorKind};
pub use grant::{Grant, Metadata, Operation, Status};
pub use options::Options;
pub use outcome::Outcome;
pub use redirect::redirect_result;
