//! The words stay what they are to others.

use crate::error::Error;
use crate::word::Word;

#[test]
fn the_version_is_the_package_s() {
    assert_eq!(Word::Version.as_str(), env!("CARGO_PKG_VERSION"));
    let package: serde_json::Value = serde_json::from_str(include_str!("../../pkg/package.json")).unwrap();
    assert_eq!(package["version"], Word::Version.as_str());
}

#[test]
fn every_error_says_what_to_do() {
    let errors = [
        (Error::SdkDestroyed, "sdk_destroyed"),
        (Error::TokenMissing, "invalid_options"),
        (Error::CallbackMissing, "invalid_options"),
        (Error::InvalidUrl, "invalid_url"),
        (Error::PopupBlocked, "popup_blocked"),
        (Error::TokenFailed, "token_failed"),
        (Error::InvalidResponse, "invalid_response"),
        (Error::RedirectError, "redirect_error"),
        (Error::UnsupportedEnvironment, "unsupported_environment"),
    ];
    for (error, code) in errors {
        assert_eq!(error.code().as_str(), code);
        assert!(std::string::ToString::to_string(&error).ends_with('.'), "{error:?}");
    }
}
