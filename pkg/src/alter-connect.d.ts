/** A provider that a user can connect. */
export interface Provider {
  /** The provider's id, such as `google`. */
  id: string;
  /** The provider's name, such as `Google`. */
  name: string;
  /** What the provider is, in a sentence. */
  description: string;
  /** What the provider is for, such as `mail`. */
  category: string;
  /** The address of the provider's picture. */
  logo_url: string;
}

/** Access that a user granted. */
export interface Grant {
  /** Store this: your backend uses the account through it. */
  grant_id: string;
  /** The provider's id, such as `google`. */
  provider: string;
  /** The provider's name, such as `Google`. */
  provider_name: string;
  /** The account, such as an e-mail address; empty where the provider tells none. */
  account_identifier: string;
  /** When access was granted: ISO-8601, such as `2026-01-02T03:04:05.678Z`. */
  timestamp: string;
  /** Whether the grant is new. `reauth`: the account had been connected before. */
  operation: "creation" | "reauth";
  /** What the user granted. */
  scopes: string[];
  /** Whether the grant can be used now. */
  status: "active" | "pending" | "error";
  /** What else is known of the account. */
  metadata?: {
    /** The account's name for people. */
    account_display_name?: string;
    /** The account's e-mail address. */
    account_email?: string;
    [key: string]: any;
  };
  /**
   * Every other field that the Connect page sent with the grant, as it came and unchecked. A redirect brings none: in an
   * address, what the SDK does not know is the app's own.
   */
  extra?: Record<string, unknown>;
}

/** A {@link Grant}, under the name that the vendor's documentation gives it. */
export type Connection = Grant;

/**
 * The stable codes. The Connect page may send others, so have a default.
 * Each has {@link https://unpkg.com/alter-connect/docs/errors.md a section}: what happened, what to do.
 */
export type ErrorCode =
  | "already_open"
  | "closed"
  | "connect_config_error"
  | "connect_denied"
  | "exit"
  | "identity_group_name_ambiguous"
  | "identity_provider_inactive"
  | "illegal_constructor"
  | "internal_error"
  | "invalid_client"
  | "invalid_options"
  | "invalid_redirect_uri"
  | "invalid_response"
  | "invalid_session"
  | "invalid_token"
  | "invalid_url"
  | "managed_oauth_scope_approval_required"
  | "oauth_error"
  | "popup_blocked"
  | "provider_configuration_unavailable"
  | "provider_error"
  | "redirect_error"
  | "sdk_destroyed"
  | "service_unavailable"
  | "session_expired"
  | "shared_dev_credential_unavailable"
  | "token_failed"
  | "unauthorized_client"
  | "unsupported_environment"
  | "wasm_unavailable"
  | (string & {});

/** What `onError` is told. */
export interface AlterError {
  /** Branch on this: it does not change between versions. */
  code: ErrorCode;
  /** For the developer; show your users words of your own. */
  message: string;
  /** More of what happened: `reason` with `token_failed`, the whole message where the Connect page sent one. */
  details?: Record<string, any>;
}

/**
 * What {@link AlterConnect.connect} rejects with. `isAlterError` of `alter-connect/errors` tells it from other errors.
 */
export interface AlterConnectError extends Error {
  /** Branch on this: it does not change between versions. */
  code: ErrorCode;
  /** As in {@link AlterError}. */
  details?: Record<string, any> | undefined;
  /** The address of the section on this code. */
  docs: string;
}

/** How the Connect page is shown: by the kind of device, in a popup, or in place of this page. */
export type Display = "auto" | "popup" | "redirect";

/** The configuration of an instance. */
export interface AlterConnectConfig {
  /** Writes what happens to the console; never a token. Default: false. */
  debug?: boolean;
  /** Popup or full-page redirect. Default: `auto`, the device decides. `open()` takes it, too. */
  display?: Display;
  /**
   * Milliseconds that this page has to keep the focus until a popup that merely looks closed counts as closed.
   * Default: 5000. A popup that closes for certain is noticed at once.
   */
  closeGrace?: number;
}

/** A value, a promise of it, or a function that returns either. */
export type Eventually<T> = T | PromiseLike<T> | (() => T | PromiseLike<T>);

/** The callbacks of one `open()`. */
export interface OpenCallbacks {
  /** The grants, at least one. */
  onSuccess: (grants: Grant[]) => void;
  /** The user closed the popup. */
  onExit?: () => void;
  /** The flow failed. */
  onError?: (error: AlterError) => void;
  /** `connect_opened` with `{ timestamp }` once the Connect page is on its way. */
  onEvent?: (eventName: string, metadata: any) => void;
}

/** `open()` with a session token in hand. */
export interface OpenOptions extends OpenCallbacks {
  /** The session token from your backend. */
  token: string;
  /** Default: `https://api.alterauth.com`. https, or http on a loopback host. */
  baseURL?: string;
}

type Passed<Callbacks> = { [Name in keyof Callbacks]: Callbacks[Name] | undefined };

/** As {@link OpenCallbacks}, for a helper that passes on what it may not have been given. */
export interface PassedCallbacks extends Passed<Omit<OpenCallbacks, "onSuccess">> {
  /** As in {@link OpenCallbacks}. */
  onSuccess: OpenCallbacks["onSuccess"];
}

/** `open()` with a token that is still on its way: the popup opens at once and waits for it. */
export interface OpenWithLateToken extends PassedCallbacks {
  /** As in {@link OpenOptions}. */
  token: Eventually<string>;
  /** As in {@link OpenOptions}. */
  baseURL?: string | undefined;
  /** Announced for a coming version of the original; it has no effect yet. */
  singleProvider?: boolean | undefined;
  /** How the Connect page is shown, whatever the instance's own choice. */
  display?: Display | undefined;
}

/** `open()` with the session's address instead of its token. */
export interface OpenWithConnectUrl extends PassedCallbacks {
  /** The session's `connect_url` from your backend; it carries the token and the origin. */
  connectUrl: Eventually<string>;
  /** Announced for a coming version of the original; it has no effect yet. */
  singleProvider?: boolean | undefined;
  /** How the Connect page is shown, whatever the instance's own choice. */
  display?: Display | undefined;
  token?: undefined;
  baseURL?: undefined;
}

/** Whatever `open()` takes. */
export type AnyOpenOptions = OpenOptions | OpenWithLateToken | OpenWithConnectUrl;

/** `connect()` with a token, or one that is still on its way. */
export interface ConnectWithToken {
  /** The session token from your backend: a value, a promise, or a function that is called in the click. */
  token: Eventually<string>;
  /** Default: `https://api.alterauth.com`. https, or http on a loopback host. */
  baseURL?: string | undefined;
  /** Ends the flow: the window closes, and the promise rejects with `signal.reason`. */
  signal?: AbortSignal | undefined;
  /** As in {@link OpenCallbacks}. */
  onEvent?: ((eventName: string, metadata: any) => void) | undefined;
  /** Announced for a coming version of the original; it has no effect yet. */
  singleProvider?: boolean | undefined;
  /** How the Connect page is shown, whatever the instance's own choice. */
  display?: Display | undefined;
  connectUrl?: undefined;
}

/** `connect()` with the session's address. */
export interface ConnectWithUrl extends Omit<ConnectWithToken, "token" | "baseURL" | "connectUrl"> {
  /** The session's `connect_url` from your backend: a value, a promise, or a function that is called in the click. */
  connectUrl: Eventually<string>;
  token?: undefined;
  baseURL?: undefined;
}

/** The options of {@link AlterConnect.connect}. */
export type ConnectOptions = ConnectWithToken | ConnectWithUrl;

/** Grants: at least one. */
export type Grants = [Grant, ...Grant[]];

/** The events of `on()`, and what their handlers get. */
export interface Events {
  /** The user granted access, in a popup or before a redirect. */
  success: (grants: Grants) => void;
  /** The flow failed. */
  error: (error: AlterError & { details?: any }) => void;
  /** The user closed the popup. */
  exit: () => void;
  /** A flow has ended, however it did. */
  close: () => void;
  /** Never told: `connect_opened` goes to the flow's `onEvent` alone, as with the original. */
  event: (eventName: string, metadata: any) => void;
}

/** The events of `on()`. Other names are taken too, and never happen. */
export type EventName = keyof Events | (string & {});

/** A result of a redirect that was kept until someone takes it. */
export type RedirectResult = { grants: Grant[] } | { error: AlterError };

/**
 * Connects a user's accounts. Make one with {@link AlterConnect.create}, and keep it as long as the page or component lives.
 *
 * @example
 * const connect = AlterConnect.create();
 * button.onclick = () => connect.open({ token: fetchToken, onSuccess: (grants) => save(grants) });
 */
declare class AlterConnect {
  /** Use {@link AlterConnect.create}. */
  private constructor();
  /** A new instance. Works anywhere; a browser window is needed only by `open()`. */
  static create(config?: AlterConnectConfig): AlterConnect;
  /**
   * Opens the Connect page: a popup, or on phones a redirect. Resolves when the window is open, not when the user is
   * done. Call it in the click itself; the token may be a promise. While a flow is open, a second call only brings its
   * popup to the front.
   */
  open(options: OpenWithLateToken | OpenWithConnectUrl): Promise<void>;
  /** Opens the Connect page with a token in hand. */
  open(options: OpenOptions): Promise<void>;
  /**
   * Opens the Connect page as {@link AlterConnect.open} does, and gives a promise of the outcome. It settles, whatever
   * happens: with the grants; or it rejects with an {@link AlterConnectError}, or with
   * `signal.reason` if the signal was aborted. Call it in the click itself.
   *
   * Codes of this method's own: `exit` (the user closed the window), `closed` (your code did), `already_open`.
   * On a phone the page is left; the grants come to {@link AlterConnect.takeRedirectResult} when it is loaded again.
   *
   * @example
   * const grants = await connect.connect({ token: fetchToken, signal });
   */
  connect(options: ConnectOptions): Promise<Grants>;
  /** Closes the popup and forgets the callbacks of `open()`; emits `close`. */
  close(): void;
  /** Closes everything and forgets all handlers. Only `getVersion()` and `takeRedirectResult()` work afterwards. */
  destroy(): void;
  /** Adds a handler, which gets what {@link Events} says; returns the function that removes it. */
  on<Name extends keyof Events>(event: Name, handler: Events[Name]): () => void;
  /** Adds a handler of an event whose name is known only at run time. */
  on(event: EventName, handler: (...args: any[]) => void): () => void;
  /** Removes a handler. */
  off<Name extends keyof Events>(event: Name, handler: Events[Name]): void;
  /** Removes a handler of an event whose name is known only at run time. */
  off(event: EventName, handler: (...args: any[]) => void): void;
  /** Whether a flow is under way. */
  isOpen(): boolean;
  /**
   * Takes the result of a redirect, if there is one that nobody has had yet. Resolves as soon as that is known: at once,
   * but in a popup that came home without its opener, which is asked first. Gives `null` if the instance is destroyed
   * meanwhile; the result is left for the next call.
   */
  takeRedirectResult(): Promise<RedirectResult | null>;
  /** The version of this package. */
  getVersion(): string;
}

export default AlterConnect;
