//! A local stand-in for Alter's hosted side.
//!
//! It speaks the backend API (session creation and polling, with verified signatures), serves the
//! hosted Connect page, and plays the provider on a second origin.
//!
//! Two halves. [`HostedSide`] turns requests into answers: it has no socket and waits for nothing, so it runs in wasm
//! too. Whatever carries requests to it is the other half: `Emulator` with tokio (feature `server`), or Node's HTTP server in the npm
//! package.
//!
//! From the bottom: the words of the field (`catalog`, `grant`, `script`, `signature`, `wire`, …), the rules of a
//! `session`, what is asked and answered over `http`, all of it as one value in `hosted`, and the `server`. A module
//! uses only what is below it.

mod catalog;
mod clock;
mod code;
mod grant;
mod hosted;
mod http;
mod journal;
mod managed;
mod nonce;
mod origin;
mod random;
mod refusal;
mod script;
#[cfg(feature = "server")]
mod server;
mod session;
mod setup;
mod signature;
mod trouble;
mod wire;

pub use hosted::{HostedSide, Site};
pub use managed::{ManagedSecretRequest, ManagedSecretSession, SecretPath};
pub use refusal::Refusal;
pub use script::{Outcome, Script};
#[cfg(feature = "server")]
pub use server::builder::Builder;
#[cfg(feature = "server")]
pub use server::emulator::Emulator;
#[cfg(feature = "server")]
pub use server::listen::StartError;
pub use setup::{Setup, SetupError};
pub use wire::{
    Declined, FailedGrant, PolicyBounds, Poll, PolledError, PolledGrant, RequestedGrant, Session, SessionRequest,
};
