//! Which addresses the SDK opens.

use super::word::Word;

/// https anywhere; http for loopback hosts only, where no one else can read it. Everything else is refused, above all
/// `javascript:` and `data:`, which would run in the app's own origin.
///
/// The arguments are a parsed URL's `protocol` and `hostname`, where they are known words.
pub fn is_permitted(protocol: Option<Word>, hostname: Option<Word>) -> bool {
    match protocol {
        Some(Word::Https) => true,
        Some(Word::Http) => matches!(hostname, Some(Word::Localhost | Word::LoopbackV4 | Word::LoopbackV6)),
        _ => false,
    }
}
