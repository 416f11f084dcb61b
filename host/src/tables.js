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
  "invalid_options",
  "invalid_options",
  "invalid_url",
  "popup_blocked",
  "popup_blocked",
  "token_failed",
  "invalid_response",
  "redirect_error",
  "unsupported_environment",
  "oauth_error",
  "OAuth authorization failed",
  "another flow is open; its window is in front",
  "ignored a message: not from our popup",
  "a result in the address",
  "ignored a result in the address: no flow began here",
  "This instance was destroyed. Call AlterConnect.create() again.",
  "open() needs a token or a connectUrl: a string, a Promise or a function.",
  "open() needs an onSuccess function.",
  "baseURL and connectUrl must be absolute https addresses (http only for localhost).",
  "The browser blocked the popup. Call open() in the click handler; the token may be a Promise.",
  "The Connect page did not come. See what replaces window.open.",
  "No token came from your backend; details.reason says why.",
  "The Connect page reported success without a usable grant.",
  "A redirect needs sessionStorage. Allow site data.",
  "open() needs a browser. Do not call it on a server.",
];
export const PARAMETERS = 12;
export const SENTENCE = 16;
export const STATE = 39;
export const RESULT = 40;
export const RELAY = 41;
export const SDK_DESTROYED = 51;

// What the machine is told.
export const ARRIVE = 0;
export const OPEN = 1;
export const CONNECT = 2;
export const CLOSE = 3;
export const DESTROY = 4;
export const LISTEN = 5;
export const TAKE = 6;
export const RESET = 7;
export const ACKNOWLEDGED = 8;
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
