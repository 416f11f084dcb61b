/** A provider that a user can connect. */
export interface Provider {
  id: string;
  name: string;
  description: string;
  category: string;
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
  /** ISO-8601. */
  timestamp: string;
  operation: "creation" | "reauth";
  scopes: string[];
  status: "active" | "pending" | "error";
  metadata?: {
    account_display_name?: string;
    account_email?: string;
    [key: string]: any;
  };
}

/** What `onError` is told. */
export interface AlterError {
  /** Stable; every code has a section in docs/errors.md. */
  code: string;
  /** For the developer. */
  message: string;
  details?: Record<string, any>;
}

export interface AlterConnectConfig {
  /** Writes what happens to the console; never a token. Default: false. */
  debug?: boolean;
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

/** `open()` with a token that is still on its way: the popup opens at once and waits for it. */
export interface OpenWithLateToken extends OpenCallbacks {
  /** As in {@link OpenOptions}. */
  token: Eventually<string>;
  /** As in {@link OpenOptions}. */
  baseURL?: string;
}

/** `open()` with the session's address instead of its token. */
export interface OpenWithConnectUrl extends OpenCallbacks {
  /** The session's `connect_url` from your backend; it carries the token and the origin. */
  connectUrl: Eventually<string>;
  token?: undefined;
  baseURL?: undefined;
}

/** The events of `on()`. Other names are taken too, and never happen. */
export type EventName = "success" | "error" | "exit" | "close" | "event" | (string & {});

/** A result of a redirect that was kept until someone takes it. */
export type RedirectResult = { grants: Grant[] } | { error: AlterError };

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
  open(options: OpenOptions): Promise<void>;
  /** Closes the popup and forgets the callbacks of `open()`; emits `close`. */
  close(): void;
  /** Closes everything and forgets all handlers. Only `getVersion()` and `takeRedirectResult()` work afterwards. */
  destroy(): void;
  /**
   * Adds a handler; returns the function that removes it. What it gets: `success` the grants, `error` an
   * {@link AlterError}, `event` a name and metadata, `exit` and `close` nothing.
   */
  on(event: EventName, handler: (...args: any[]) => void): () => void;
  off(event: EventName, handler: (...args: any[]) => void): void;
  /** Whether a flow is under way. */
  isOpen(): boolean;
  /**
   * Takes the result of a redirect, if there is one that nobody has had yet. Resolves as soon as that is known: at once,
   * but in a popup that came home without its opener, which is asked first.
   */
  takeRedirectResult(): Promise<RedirectResult | null>;
  getVersion(): string;
}

export default AlterConnect;
