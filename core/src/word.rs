//! The strings of the protocol, of the public API and for the developer that the machine names.
//!
//! A string travels as its place in this table, which JavaScript has, too (`host/src/tables.js`, generated from here). So the
//! wasm holds no text, copies none, and compares by number.

macro_rules! words {
    ($($(#[$about:meta])* $name:ident = $text:literal,)*) => {
        #[derive(Clone, Copy)]
        enum Place { $($name,)* }

        #[allow(non_upper_case_globals, missing_docs)]
        impl Word {
            $($(#[$about])* pub const $name: Self = Self(Place::$name as i32);)*
        }

        /// The table: each word at its place.
        pub const WORDS: &[&str] = &[$($text,)*];
    };
}

/// A word of the protocol or of the API, or a sentence for the developer.
///
/// A number outside the table, such as -1, is a string that is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub i32);

words! {
    // The query parameters of a return come first: see `PARAMETERS`.
    AlterConnectSuccess = "alter_connect_success",
    AlterConnectError = "alter_connect_error",
    ErrorCode = "error_code",
    ErrorDescription = "error_description",
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
    Type = "type",
    Grants = "grants",
    Error = "error",
    True = "true",
    Empty = "",

    // An error.
    Code = "code",
    Message = "message",
    Details = "details",

    // Options and configuration.
    Token = "token",
    ConnectUrl = "connectUrl",
    BaseUrl = "baseURL",
    OnSuccess = "onSuccess",
    Popup = "popup",
    Redirect = "redirect",
    Then = "then",

    // Addresses.
    Protocol = "protocol",
    Hostname = "hostname",
    Https = "https:",
    Http = "http:",
    Localhost = "localhost",
    LoopbackV4 = "127.0.0.1",
    LoopbackV6 = "[::1]",

    // The session storage.
    State = "alter_oauth_state",
    Result = "alter_connect_result",
    Relay = "alter_connect_relay",
    Nonce = "nonce",
    ReturnUrl = "returnUrl",

    // Events.
    Success = "success",
    Exit = "exit",
    Close = "close",
    Data = "data",
    Persisted = "persisted",
    Name = "name",
    Value = "value",

    // Stable error codes in the order of `Error`; docs/errors.md has a section for each.
    SdkDestroyed = "sdk_destroyed",
    TokenMissing = "invalid_options",
    CallbackMissing = "invalid_options",
    InvalidUrl = "invalid_url",
    PopupBlocked = "popup_blocked",
    PopupUnusable = "popup_blocked",
    TokenFailed = "token_failed",
    InvalidResponse = "invalid_response",
    RedirectError = "redirect_error",
    UnsupportedEnvironment = "unsupported_environment",
    OauthError = "oauth_error",
    OauthErrorText = "OAuth authorization failed",

    // What is said with `debug`.
    AlreadyOpen = "another flow is open; its window is in front",
    Ignored = "ignored a message: not from our popup",
    Returned = "a result in the address",
    NotBelieved = "ignored a result in the address: no flow began here",

    // The sentence of each, in the same order.
    SdkDestroyedText = "This instance was destroyed. Call AlterConnect.create() again.",
    TokenMissingText = "open() needs a token or a connectUrl: a string, a Promise or a function.",
    CallbackMissingText = "open() needs an onSuccess function.",
    InvalidUrlText = "baseURL and connectUrl must be absolute https addresses (http only for localhost).",
    PopupBlockedText = "The browser blocked the popup. Call open() in the click handler; the token may be a Promise.",
    PopupUnusableText = "The Connect page did not come. See what replaces window.open.",
    TokenFailedText = "No token came from your backend; details.reason says why.",
    InvalidResponseText = "The Connect page reported success without a usable grant.",
    RedirectErrorText = "A redirect needs sessionStorage. Allow site data.",
    UnsupportedEnvironmentText = "open() needs a browser. Do not call it on a server.",
}

/// How many words at the beginning of the table are the query parameters of a return. The rest of an address is the app's.
pub const PARAMETERS: usize = 12;

/// How far the sentence of an error is behind its code.
pub const SENTENCE: i32 = Word::SdkDestroyedText.0 - Word::SdkDestroyed.0;

impl Word {
    /// A string that is none of ours.
    pub const UNKNOWN: Self = Self(-1);

    /// Whether it is the name of a query parameter of a return.
    pub fn is_parameter(self) -> bool {
        (0..PARAMETERS as i32).contains(&self.0)
    }

    /// The string itself.
    pub fn as_str(self) -> &'static str {
        WORDS.get(self.0 as usize).copied().unwrap_or_default()
    }

    /// The word of that string.
    pub fn named(text: &str) -> Option<Self> {
        WORDS.iter().position(|word| *word == text).map(|index| Self(index as i32))
    }
}
