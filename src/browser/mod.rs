//! A thin browser: every effect is a value whose drop undoes it.

pub mod environment;
pub mod js;
pub mod listener;
pub mod popup;
pub mod redirect;
pub mod relay;
pub mod scope;
pub mod storage;
pub mod timer;
pub mod url;
