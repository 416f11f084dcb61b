//! Every string that crosses the border to JavaScript, once.
//!
//! A string enum travels as a small integer and is looked up in an array on the JavaScript side, so the wasm holds
//! no text, copies none, and compares messages by number.

use wasm_bindgen::prelude::*;

/// A string known to both sides.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    // The events that a flow hears, first, since each one's type is looked up here.
    Message = "message",
    Focus = "focus",
    PageHide = "pagehide",
    PageShow = "pageshow",

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
    Comma = ",",

    // An error.
    Code = "code",
    Details = "details",

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
    Protocol = "protocol",
    Hostname = "hostname",
    Href = "href",
    Pathname = "pathname",
    Search = "search",
    Hash = "hash",
    Https = "https:",
    Http = "http:",
    Localhost = "localhost",
    LoopbackV4 = "127.0.0.1",
    LoopbackV6 = "[::1]",
    TrailingSlashes = "/*$",

    // The popup.
    PopupName = "alter_oauth_popup",
    Blank = "about:blank",
    Location = "location",
    History = "history",
    Navigator = "navigator",
    UserAgent = "userAgent",
    MaxTouchPoints = "maxTouchPoints",
    OnTouchStart = "ontouchstart",
    InnerWidth = "innerWidth",
    InnerHeight = "innerHeight",
    Document = "document",
    Title = "title",
    Body = "body",
    TextContent = "textContent",
    Connecting = "Connecting…",
    Style = "style",
    CssText = "cssText",
    WaitingStyle = "color-scheme:light dark;display:grid;place-items:center;height:100vh;margin:0;font:16px system-ui",
    MobileAgents = "android|webos|iphone|ipad|ipod|blackberry|iemobile|opera mini",

    // Storage, relay and the events the flow listens to.
    SessionStorage = "sessionStorage",
    RedirectState = "alter_oauth_state",
    KeptResult = "alter_connect_result",
    RelayNonce = "alter_connect_relay",
    ReturnUrl = "returnUrl",
    Nonce = "nonce",
    Query = "query",
    BroadcastChannel = "BroadcastChannel",
    RandomUuid = "randomUUID",
    Crypto = "crypto",
    Persisted = "persisted",
    Data = "data",
    Origin = "origin",
    Source = "source",
    Closed = "closed",
    Done = "done",
    Value = "value",
    Reason = "reason",
    Then = "then",

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

    // What a person reads with them.
    SaysOauthError = "OAuth authorization failed",
    SaysSdkDestroyed = "This AlterConnect instance was destroyed. Call AlterConnect.create() for a new one.",
    SaysTokenMissing = "open() needs a session token: a non-empty string, a Promise of one, or a function that returns one. Or give connectUrl.",
    SaysInvalidUrl = "baseURL or connectUrl is not usable: give an absolute https address (http only for localhost).",
    SaysPopupBlocked =
        "The browser blocked the popup. Call open() directly in the click handler; the token may be a Promise.",
    SaysTokenFailed = "No session token arrived. Check the request to your backend; details.reason has the cause.",
    SaysNoGrants = "The Connect page reported success without a usable grant.",
    SaysRedirectError =
        "sessionStorage is not available, so a redirect could not be finished. Allow site data for this page.",
    SaysUnsupportedEnvironment =
        "open() needs a browser window. Call it in the browser, not while rendering on a server.",
    SaysCallbackMissing = "open() needs an onSuccess function.",

    /// The version of the package.
    Version = "0.1.0",

    // Debug log.
    LogPrefix = "[Alter Connect]",
    LogCreated = "created",
    LogOpened = "opened",
    LogAlreadyOpen = "already open: the popup was focused instead",
    LogForeignMessage = "ignored a message from the Connect page's origin: it does not come from our popup",
    LogUnknownEvent = "no such event: use success, error, exit, close or event",
    LogHandlerThrew = "a handler threw:",
    LogStateUnreadable = "unreadable state in sessionStorage:",
}

impl Word {
    /// The string itself.
    pub fn as_str(self) -> &'static str {
        self.to_str()
    }

    /// The word of that string.
    #[cfg(test)]
    pub fn named(text: &str) -> Option<Self> {
        Self::from_str(text)
    }
}
