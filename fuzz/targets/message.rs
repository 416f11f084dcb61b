//! What the hosted page posts: the bytes are its message as JSON.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};

#[path = "../../core/tests/rules/json.rs"]
mod json;
#[path = "../../core/tests/rules/laws.rs"]
mod laws;
mod mutate;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate::json(data, size, max_size, seed) });

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(message) = serde_json::from_slice(data) else { return Corpus::Reject };
    laws::check_message(&message);
    Corpus::Keep
});
