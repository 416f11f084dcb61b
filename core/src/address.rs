//! Which addresses the SDK opens.

use crate::value::Value;
use crate::word::Word;

/// https anywhere; http for loopback hosts only, where no one else can read it. Everything else is refused, above all
/// `javascript:` and `data:`, which would run in the app's own origin.
///
/// `url` has a parsed address's `protocol` and `hostname`.
#[inline(never)]
pub fn is_permitted<V: Value>(url: &V) -> bool {
    let part = |name| url.get(name).and_then(|part| part.word());
    match part(Word::Protocol) {
        Some(Word::Https) => true,
        Some(Word::Http) => {
            matches!(part(Word::Hostname), Some(Word::Localhost | Word::LoopbackV4 | Word::LoopbackV6))
        }
        _ => false,
    }
}
