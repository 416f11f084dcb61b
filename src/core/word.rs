//! Every string of the protocol and of the public API, once.
//!
//! A string enum travels as a small integer and is looked up in an array on the JavaScript side, so the wasm holds no text,
//! copies none, and compares messages by number.

use wasm_bindgen::prelude::*;

/// A word of the protocol or of the API.
#[wasm_bindgen(skip_typescript)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    // Messages and redirect parameters of the hosted page.
    AlterConnectSuccess = "alter_connect_success",
    AlterConnectError = "alter_connect_error",
    Type = "type",
    Grants = "grants",
    Error = "error",
    ErrorDescription = "error_description",
    ErrorCode = "error_code",

    // A grant.
    GrantId = "grant_id",
    Provider = "provider",
    ProviderName = "provider_name",
    AccountIdentifier = "account_identifier",
    Timestamp = "timestamp",
    Operation = "operation",
    Scopes = "scopes",
    Status = "status",
    Metadata = "metadata",
    Reauth = "reauth",
    Creation = "creation",
    Pending = "pending",
    Active = "active",
    True = "true",
    Empty = "",

    // An error.
    Code = "code",
    Message = "message",
    Details = "details",
    Reason = "reason",

    // Options and configuration.
    Token = "token",
    ConnectUrl = "connectUrl",
    BaseUrl = "baseURL",
    Debug = "debug",
    CloseGrace = "closeGrace",
    OnSuccess = "onSuccess",
    OnError = "onError",
    OnExit = "onExit",
    OnEvent = "onEvent",

    // The event bus.
    Success = "success",
    Exit = "exit",
    Close = "close",
    Event = "event",
    ConnectOpened = "connect_opened",

    // Addresses.
    DefaultBaseUrl = "https://api.alterauth.com",
    ConnectPath = "/sdk/oauth/connect",
    SessionFragment = "session=",
    Https = "https:",
    Http = "http:",
    Localhost = "localhost",
    LoopbackV4 = "127.0.0.1",
    LoopbackV6 = "[::1]",

    // What is stored, and under which key.
    RedirectState = "alter_oauth_state",
    ReturnUrl = "returnUrl",
    KeptResult = "alter_connect_result",
    Relay = "alter_connect_relay",
    Nonce = "nonce",

    // Stable error codes; docs/errors.md has a section for each.
    OauthError = "oauth_error",
    SdkDestroyed = "sdk_destroyed",
    InvalidOptions = "invalid_options",
    InvalidUrl = "invalid_url",
    PopupBlocked = "popup_blocked",
    TokenFailed = "token_failed",
    InvalidResponse = "invalid_response",
    RedirectError = "redirect_error",
    UnsupportedEnvironment = "unsupported_environment",
}

/// What a person reads.
#[wasm_bindgen(skip_typescript)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentence {
    // With an error.
    OauthError = "OAuth authorization failed",
    SdkDestroyed = "This AlterConnect instance was destroyed. Call AlterConnect.create() for a new one.",
    TokenMissing = "open() needs a session token: a non-empty string, a Promise of one, or a function that returns one. Or give connectUrl.",
    CallbackMissing = "open() needs an onSuccess function.",
    InvalidUrl = "baseURL or connectUrl is not usable: give an absolute https address (http only for localhost).",
    PopupBlocked =
        "The browser blocked the popup. Call open() directly in the click handler; the token may be a Promise.",
    TokenFailed = "No session token arrived. Check the request to your backend; details.reason has the cause.",
    InvalidResponse = "The Connect page reported success without a usable grant.",
    RedirectError =
        "sessionStorage is not available, so a redirect could not be finished. Allow site data for this page.",
    UnsupportedEnvironment = "open() needs a browser window. Call it in the browser, not while rendering on a server.",

    // On the console.
    Prefix = "[Alter Connect]",
    Created = "created 0.1.0",
    Opened = "opened",
    AlreadyOpen = "already open: the popup was focused instead",
    ForeignMessage = "ignored a message from the Connect page's origin: it does not come from our popup",
    UnknownEvent = "no such event: use success, error, exit, close or event",
    HandlerThrew = "a handler threw:",
    StateUnreadable = "unreadable state in sessionStorage:",
}

impl Word {
    /// The string itself.
    pub fn as_str(self) -> &'static str {
        self.to_str()
    }

    /// The word of that string.
    pub fn named(text: &str) -> Option<Self> {
        Self::from_str(text)
    }
}

impl Sentence {
    /// The string itself.
    pub fn as_str(self) -> &'static str {
        self.to_str()
    }
}
