//! What carries the hosted side: sockets on 127.0.0.1, with tokio.

pub(crate) mod builder;
pub(crate) mod emulator;
pub(crate) mod files;
