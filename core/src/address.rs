//! Which addresses the SDK opens.

use crate::value::Value;
use crate::word::Word;

/// https anywhere; http for loopback hosts only, where no one else can read it. Everything else is refused, above all
/// `javascript:` and `data:`, which would run in the app's own origin.
///
/// `url` has a parsed address's `protocol` and `hostname`.
#[inline(never)]
pub fn is_permitted<V: Value>(url: &V) -> bool {
    match url.get(Word::Protocol).and_then(|protocol| protocol.word()) {
        Some(Word::Https) => true,
        Some(Word::Http) => url.get(Word::Hostname).is_some_and(|name| is_loopback(&name)),
        _ => false,
    }
}

/// Browsers take every name under `localhost` for this machine.
#[inline(always)]
fn is_loopback<V: Value>(hostname: &V) -> bool {
    hostname.last_label() == Some(Word::Localhost)
        || matches!(hostname.word(), Some(Word::LoopbackV4 | Word::LoopbackV6))
}
