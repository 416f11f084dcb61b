//! What carries the hosted side: sockets, with tokio.

pub(crate) mod builder;
pub(crate) mod emulator;
pub(crate) mod files;
pub(crate) mod listen;
