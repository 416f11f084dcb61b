//! The machine inside Alter Connect: every rule of a connect flow, and no browser.
//!
//! [`Machine::tell`](machine::Machine::tell) takes what happened ([`Signal`](signal::Signal)) with the facts of that moment
//! ([`Facts`](signal::Facts)), and has a [`Host`](host::Host) do what follows. The browser is one host; the simulation in
//! `tests/` is another.
//!
//! The machine needs no heap, and its methods are shaped so that compiled for the web it needs no stack in memory either:
//! everything is in registers or in the [`Cell`](core::cell::Cell)s of a [`Machine`](machine::Machine), and nothing is
//! borrowed while the host runs. So an exception that leaves a host function in the middle leaves nothing behind that a next
//! call could trip over.

#![no_std]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(test)]
extern crate std;

pub mod address;
pub mod device;
mod ending;
pub mod error;
pub mod flow;
pub mod grant;
pub mod host;
pub mod machine;
pub mod message;
mod opening;
pub mod pending;
pub mod relay;
pub mod returning;
pub mod sender;
mod showing;
pub mod signal;
pub mod value;
pub mod word;
