//! A session: how long it lives, and what is stored for it.

use crate::host::Host;
use crate::word::Word;

/// How long a session lives, in milliseconds. What is stored for it is good for as long.
pub const SESSION: i32 = 600_000;

/// The record that is stored under a key. One that is older than its session is removed.
#[inline(never)]
pub fn stored<H: Host>(host: &H, key: Word) -> Option<H::Value> {
    let record = host.stored(key)?;
    let fresh = host.age(record.clone()) <= SESSION;
    if !fresh {
        host.forget(key);
    }
    fresh.then_some(record)
}
