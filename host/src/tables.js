// Generated from core/src: see tests/tables.rs.

export const WORDS = [
  "alter_connect_success",
  "alter_connect_error",
  "error_code",
  "error_description",
  "grant_id",
  "provider",
  "provider_name",
  "account_identifier",
  "timestamp",
  "operation",
  "scopes",
  "status",
  "metadata",
  "extra",
  "reauth",
  "creation",
  "pending",
  "active",
  "type",
  "grants",
  "error",
  "true",
  "",
  "code",
  "message",
  "details",
  "token",
  "connectUrl",
  "baseURL",
  "onSuccess",
  "popup",
  "redirect",
  "then",
  "protocol",
  "hostname",
  "https:",
  "http:",
  "localhost",
  "127.0.0.1",
  "[::1]",
  "alter_oauth_state",
  "alter_connect_result",
  "alter_connect_relay",
  "nonce",
  "returnUrl",
  "success",
  "exit",
  "close",
  "data",
  "persisted",
  "name",
  "value",
  "sdk_destroyed",
  "This AlterConnect instance was destroyed. Call AlterConnect.create() for a new one.",
  "invalid_options",
  "open() needs a session token: a non-empty string, a Promise of one, or a function that returns one. Or give connectUrl.",
  "invalid_options",
  "open() needs an onSuccess function.",
  "invalid_url",
  "baseURL or connectUrl is not usable: give an absolute https address (http only for localhost).",
  "popup_blocked",
  "The browser blocked the popup. Call open() directly in the click handler; the token may be a Promise.",
  "popup_blocked",
  "The window that opened does not go to the Connect page. Something on the page replaces window.open.",
  "token_failed",
  "No session token arrived. Check the request to your backend; details.reason has the cause.",
  "invalid_response",
  "The Connect page reported success without a usable grant.",
  "redirect_error",
  "sessionStorage is not available, so a redirect could not be finished. Allow site data for this page.",
  "unsupported_environment",
  "open() needs a browser window. Call it in the browser, not while rendering on a server.",
  "oauth_error",
  "OAuth authorization failed",
  "already open: the popup was focused instead",
  "ignored a message from the Connect page's origin: it does not come from our popup",
  "a result came back in the address",
  "ignored a result in the address: no flow of this tab explains it",
];
export const PARAMETERS = 12;
export const FIELDS = 13;
export const STATE = 40;
export const RESULT = 41;
export const RELAY = 42;
export const SDK_DESTROYED = 52;

// What the machine is told.
export const ARRIVE = 0;
export const OPEN = 1;
export const CONNECT = 2;
export const CLOSE = 3;
export const DESTROY = 4;
export const LISTEN = 5;
export const TAKE = 6;
export const RESET = 7;
export const TAKEN = 8;
export const LOCK_FREE = 9;
export const LOCK_HELD = 10;
export const NO_LOCKS = 11;
export const PAUSE_OVER = 12;
export const MESSAGE = 13;
export const FOCUS = 14;
export const PAGE_HIDE = 15;
export const PAGE_SHOW = 16;
export const TAKEN_OVER = 17;
export const LOOK = 18;
export const TOKEN = 19;
export const RELAYED = 20;
