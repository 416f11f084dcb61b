//! The words stay what they are to others.

use alter_connect_core::error::Error;
use alter_connect_core::word::{PARAMETERS, WORDS, Word};

#[test]
fn every_error_says_what_to_do() {
    let errors = [
        (Error::SdkDestroyed, "sdk_destroyed", "AlterConnect.create()"),
        (Error::TokenMissing, "invalid_options", "a token or a connectUrl: a string"),
        (Error::CallbackMissing, "invalid_options", "onSuccess"),
        (Error::InvalidUrl, "invalid_url", "https"),
        (Error::PopupBlocked, "popup_blocked", "click handler"),
        (Error::PopupUnusable, "popup_blocked", "window.open"),
        (Error::TokenFailed, "token_failed", "backend"),
        (Error::InvalidResponse, "invalid_response", "Connect page"),
        (Error::RedirectError, "redirect_error", "site data"),
        (Error::UnsupportedEnvironment, "unsupported_environment", "browser"),
    ];
    for (error, code, says) in errors {
        assert_eq!(error.code().as_str(), code);
        let sentence = error.to_string();
        assert!(sentence.contains(says) && sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn a_word_is_found_by_its_text() {
    for (place, text) in WORDS.iter().enumerate() {
        assert_eq!(Word(place as i32).as_str(), *text);
        // Two errors have the same code; any other word is there once.
        assert!(Word::named(text).is_some_and(|word| word.as_str() == *text));
    }
    assert_eq!(Word::named("alter_connect_success"), Some(Word::AlterConnectSuccess));
    assert_eq!(Word::named("no word of ours"), None);
    assert_eq!(Word::UNKNOWN.as_str(), "");
    assert_eq!(WORDS[PARAMETERS - 1], "status");
    for place in -1..WORDS.len() as i32 {
        assert_eq!(Word(place).is_parameter(), (0..12).contains(&place));
    }
}
