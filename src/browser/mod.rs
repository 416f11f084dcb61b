//! A thin browser: one thing of the web in each file. Held values are let go of on drop; the rest ends with its flow.
//!
//! Nothing here throws: what fails gives `None` or false. Undoing twice does no harm, so that a clean-up which an exception
//! has cut short can begin again.

pub mod channel;
pub mod clock;
pub mod console;
pub mod held;
pub mod listener;
pub mod local;
pub mod lock;
pub mod name;
pub mod popup;
pub mod receiver;
pub mod scope;
pub mod storage;
pub mod timer;
pub mod url;
mod value;
pub mod window;
