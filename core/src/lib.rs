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
//!
//! The parts that need no host can be asked alone. A popup that looks closed while the opener lacks the focus goes on; one
//! whose opener got the focus in that moment is over:
//!
//! ```
//! use alter_connect_core::flow::{CLOSE_GRACE, Flow, Focus};
//!
//! let flow = Flow::default();
//! flow.start(1_000, CLOSE_GRACE, false);
//! flow.use_popup(true);
//! assert!(flow.show(1_000), "the popup goes to the Connect page");
//!
//! assert!(flow.look(9_000, true, Focus::Elsewhere) > 0, "when to look again, in milliseconds");
//! assert!(flow.look(9_050, true, Focus::Here) > 0, "a result may still be on its way");
//! assert!(flow.look(9_200, true, Focus::Here) <= 0, "the user has closed it");
//! ```

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
mod returning;
pub mod sender;
pub mod session;
mod showing;
pub mod signal;
pub mod value;
pub mod word;
