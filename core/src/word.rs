//! Every string of the protocol and of the public API, once.
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
/// A number beyond the table is a string that is none of ours, and equals no constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub i32);

words! {
    // The query parameters of a return come first, and the fields of a grant end: see `PARAMETERS` and `FIELDS`.
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

    Extra = "extra",
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

    // Stable error codes, each before its sentence and in the order of `Error`; docs/errors.md has a section for each.
    SdkDestroyed = "sdk_destroyed",
    SdkDestroyedText = "This AlterConnect instance was destroyed. Call AlterConnect.create() for a new one.",
    TokenMissing = "invalid_options",
    TokenMissingText = "open() needs a session token: a non-empty string, a Promise of one, or a function that returns one. Or give connectUrl.",
    CallbackMissing = "invalid_options",
    CallbackMissingText = "open() needs an onSuccess function.",
    InvalidUrl = "invalid_url",
    InvalidUrlText = "baseURL or connectUrl is not usable: give an absolute https address (http only for localhost).",
    PopupBlocked = "popup_blocked",
    PopupBlockedText =
        "The browser blocked the popup. Call open() directly in the click handler; the token may be a Promise.",
    PopupUnusable = "popup_blocked",
    PopupUnusableText =
        "The window that opened does not go to the Connect page. Something on the page replaces window.open.",
    TokenFailed = "token_failed",
    TokenFailedText = "No session token arrived. Check the request to your backend; details.reason has the cause.",
    InvalidResponse = "invalid_response",
    InvalidResponseText = "The Connect page reported success without a usable grant.",
    RedirectError = "redirect_error",
    RedirectErrorText =
        "sessionStorage is not available, so a redirect could not be finished. Allow site data for this page.",
    UnsupportedEnvironment = "unsupported_environment",
    UnsupportedEnvironmentText = "open() needs a browser window. Call it in the browser, not while rendering on a server.",
    OauthError = "oauth_error",
    OauthErrorText = "OAuth authorization failed",

    // What is said with `debug`.
    AlreadyOpen = "already open: the popup was focused instead",
    Ignored = "ignored a message from the Connect page's origin: it does not come from our popup",
    Returned = "a result came back in the address",
    NotBelieved = "ignored a result in the address: no flow of this tab explains it",
}

/// How many words at the beginning of the table are the query parameters of a return. The rest of an address is the app's.
pub const PARAMETERS: usize = 12;

/// How many words at the beginning of the table are those, or have a meaning in a grant. Any other field of a grant is extra.
pub const FIELDS: usize = 13;

impl Word {
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
