//! Why a flow failed.

use std::fmt;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use alter_connect_core::error::Error;

/// Why a flow failed.
///
/// The message is for the developer; show your users words of your own.
#[derive(Clone, thiserror::Error)]
#[error("{message} ({code})")]
#[non_exhaustive]
pub struct ConnectError {
    code: String,
    message: String,
    details: JsValue,
    source: Option<Cause>,
}

/// What an error is about. Every one has a section in the project's `docs/errors.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The options contradict each other, or the token is empty. Nothing was opened.
    InvalidOptions,
    /// `base_url` or `connect_url` is not https, nor http on a loopback host.
    InvalidUrl,
    /// There is no browser window, as on a server.
    UnsupportedEnvironment,
    /// The browser blocked the popup: [`connect`](crate::connect) was not called in the click itself.
    PopupBlocked,
    /// The late token or address failed; the cause is the error's source.
    TokenFailed,
    /// The page could not store what it needs to come back from a redirect.
    Redirect,
    /// The Connect page reported success without a usable grant.
    InvalidResponse,
    /// The [`AbortSignal`](web_sys::AbortSignal) was aborted; its reason is the error's details.
    Aborted,
    /// The Connect page reported the error; [`code`](ConnectError::code) has the page's own word, such as `connect_denied`.
    Hosted,
}

impl ConnectError {
    /// What the error is about.
    pub fn kind(&self) -> ErrorKind {
        match self.code.as_str() {
            "invalid_options" => ErrorKind::InvalidOptions,
            "invalid_url" => ErrorKind::InvalidUrl,
            "unsupported_environment" => ErrorKind::UnsupportedEnvironment,
            "popup_blocked" => ErrorKind::PopupBlocked,
            "token_failed" => ErrorKind::TokenFailed,
            "redirect_error" => ErrorKind::Redirect,
            "invalid_response" => ErrorKind::InvalidResponse,
            "aborted" => ErrorKind::Aborted,
            _ => ErrorKind::Hosted,
        }
    }

    /// The stable code, the same as in JavaScript.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The sentence for the developer.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What there is to know besides: the whole message of the Connect page, or `{reason}` of a late token. `undefined`
    /// where there is nothing.
    pub fn details(&self) -> &JsValue {
        &self.details
    }

    pub(super) fn invalid_options(message: &str) -> Self {
        let code = Error::TokenMissing.code().as_str().to_string();
        Self { code, message: message.to_string(), details: JsValue::UNDEFINED, source: None }
    }

    pub(super) fn aborted(reason: JsValue) -> Self {
        let source = Some(Cause::of(&reason));
        Self { code: "aborted".to_string(), message: "The flow was aborted.".to_string(), details: reason, source }
    }

    /// From what JavaScript has: `{code, message, details?}`, or an `Error` with them.
    pub(super) fn from_record(record: &JsValue) -> Self {
        let details = property(record, "details");
        let reason =
            ["reason", "error"].map(|key| property(&details, key)).into_iter().find(|value| !value.is_undefined());
        Self {
            code: property(record, "code").as_string().unwrap_or_default(),
            message: property(record, "message").as_string().unwrap_or_default(),
            source: reason.map(|reason| Cause::of(&reason)),
            details,
        }
    }
}

/// `undefined` where there is none.
pub(super) fn property(record: &JsValue, key: &str) -> JsValue {
    Reflect::get(record, &key.into()).unwrap_or_default()
}

impl fmt::Debug for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = f.debug_struct("ConnectError");
        error.field("code", &self.code).field("message", &self.message).field("source", &self.source);
        // On a server no value of JavaScript's can be printed; the attempt would panic.
        if cfg!(target_arch = "wasm32") {
            error.field("details", &self.details);
        }
        error.finish()
    }
}

/// Two errors are the same if code and message are.
impl PartialEq for ConnectError {
    fn eq(&self, other: &Self) -> bool {
        (&self.code, &self.message) == (&other.code, &other.message)
    }
}

impl From<Error> for ConnectError {
    fn from(error: Error) -> Self {
        let (code, message) = (error.code().as_str().to_string(), error.to_string());
        Self { code, message, details: JsValue::UNDEFINED, source: None }
    }
}

/// A JavaScript `Error` with `code` and `details`, as the npm package gives it.
impl From<ConnectError> for JsValue {
    fn from(error: ConnectError) -> Self {
        let value = js_sys::Error::new(&error.message);
        for (key, property) in [("code", JsValue::from(error.code)), ("details", error.details)] {
            // A new object of our own refuses nothing.
            let _ = Reflect::set(&value, &key.into(), &property);
        }
        value.into()
    }
}

/// What JavaScript threw, in words.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
struct Cause(String);

impl Cause {
    fn of(value: &JsValue) -> Self {
        let error = value.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        Self(error.or_else(|| value.as_string()).unwrap_or_else(|| format!("{value:?}")))
    }
}
