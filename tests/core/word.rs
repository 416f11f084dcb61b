//! The words stay what they are to others.

use alter_connect::core::error::Error;
use alter_connect::core::word::Sentence;

#[test]
fn the_version_is_the_package_s() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(Sentence::Created.as_str(), format!("created {version}"));
    let package: serde_json::Value = serde_json::from_str(include_str!("../../pkg/package.json")).unwrap();
    assert_eq!(package["version"], version);
}

#[test]
fn every_error_says_what_to_do() {
    let errors = [
        (Error::SdkDestroyed, "sdk_destroyed", "AlterConnect.create()"),
        (Error::TokenMissing, "invalid_options", "session token"),
        (Error::CallbackMissing, "invalid_options", "onSuccess"),
        (Error::InvalidUrl, "invalid_url", "https"),
        (Error::PopupBlocked, "popup_blocked", "click handler"),
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
