//! The browser's side of a session.

#[derive(Debug)]
pub(crate) struct Flow {}
