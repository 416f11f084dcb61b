// A stand-in for the popup and the Connect page in it. The SDK itself runs; no window opens, and nothing is requested.
import type { Grant } from "alter-connect";
import { returnAddress } from "./address.js";
import { AWAY, forget, nameOf, OWNER, store, type Owned } from "./flow.js";

/** What {@link mockConnect} gives: the user and the Connect page, in your test's hands. */
export interface MockConnect {
  /** Whether the app's popup is open. */
  readonly isOpen: boolean;
  /** The address of the Connect page, as soon as the popup goes there: once the session has arrived. */
  opened(): Promise<URL>;
  /** The user grants access. What you leave out of a grant is made up. Without a list: one account at Google. */
  grant(grants?: Partial<Grant>[]): Promise<void>;
  /** The user declines: `connect_denied`. */
  deny(): Promise<void>;
  /** The session has run out: `session_expired`. */
  expire(): Promise<void>;
  /** The Connect page reports another error. */
  fail(code: string, message?: string): Promise<void>;
  /** The user closes the popup, be the session there or not: `exit`. */
  exit(): void;
  /** The browser blocks the next popup: `popup_blocked`. */
  block(): void;
  /**
   * The page comes back from a redirect, as on a phone. Call it before the app's first `create()`, or before you render.
   * `owner`: that of the component that left.
   */
  returnWith(result: ({ grant: Partial<Grant> } | { error: string; message?: string }) & Owned): void;
  /** Ends what is open, puts `window.open` and the address back, and drops what nobody has taken. */
  restore(): void;
}

type Open = typeof window.open;

/** How the popup's name begins. */
const POPUP = "alter_oauth_popup";
/** How the names of what the SDK stores begin. */
const STORED = /^alter_(oauth|connect)_/;

/** The mocks that are in force; the last one made plays. */
const mocks: Open[] = [];
/** What to do when none is in force any more. */
let undo: (() => void)[] = [];

/**
 * Takes the place of the popup from now on, in jsdom and happy-dom.
 *
 * @example
 * const alter = mockConnect();
 * screen.getByText("Connect").click();
 * await alter.grant([{ account_identifier: "ada@example.com" }]);
 */
export function mockConnect(): MockConnect {
  const { window } = globalThis;
  if (!window) throw new Error("mockConnect() needs a DOM: set the test environment to jsdom or happy-dom.");
  let popup: Popup | undefined;
  let isBlocked = false;
  let address: string | undefined;
  const open: Open = (url) => {
    if (isBlocked) {
      // The SDK tries a blank window first and then the address: both are of the same click.
      queueMicrotask(() => (isBlocked = false));
      return null;
    }
    // The flow that had the one before is over.
    popup?.leave();
    popup = createPopup(url);
    return popup.window;
  };
  if (!mocks.length) undo = [interceptOpen(), releaseChannels()];
  mocks.push(open);

  const openPopup = (): Popup => {
    if (popup && !popup.window.closed) return popup;
    throw new Error("No Connect window is open. Let the app call open() or connect() first, such as by a click.");
  };

  const say = async (message: object): Promise<void> => {
    const { window: source, address } = openPopup();
    const { origin } = await address;
    dispatch("message", { data: message, origin, source });
  };

  const fail = (code: string, message = "The test lets it fail."): Promise<void> =>
    say({ type: "alter_connect_error", error: code, error_description: message });

  const exit = (): void => {
    openPopup().window.close();
    // What the SDK takes as proof without a clock: with it, tests with fake timers need not move them.
    dispatch("pageshow", { persisted: true });
  };

  /** Whether the address still has a return, which nobody has read. */
  const isUnread = (): boolean => returnAddress(window.location.href) !== window.location.href;

  return {
    get isOpen() {
      return !!popup && !popup.window.closed;
    },
    opened: async () => openPopup().address,
    grant: async (grants = [{}]) => say({ type: "alter_connect_success", grants: grants.map(complete) }),
    deny: () => fail("connect_denied", "The user declined."),
    expire: () => fail("session_expired", "The session has expired."),
    fail,
    exit,
    block() {
      isBlocked = true;
    },
    returnWith(result) {
      if (!address || !isUnread()) address = window.location.href;
      const state = { timestamp: Date.now(), returnUrl: address };
      window.sessionStorage.setItem(AWAY, JSON.stringify(state));
      store(OWNER, nameOf(result.owner));
      const parameters: Record<string, string> =
        "grant" in result
          ? { alter_connect_success: "true", ...flat(complete(result.grant)) }
          : {
              alter_connect_error: "true",
              error_code: result.error,
              error_description: result.message ?? "The test lets it fail.",
            };
      const url = new URL(address);
      for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
      window.history.replaceState(window.history.state, "", url);
    },
    restore() {
      if (popup && !popup.window.closed) exit();
      const { sessionStorage: stored, history } = window;
      const keys = Array.from({ length: stored.length }, (_, index) => stored.key(index)!);
      for (const key of keys) if (STORED.test(key)) stored.removeItem(key);
      if (address && isUnread()) history.replaceState(history.state, "", address);
      forget();
      if (mocks.includes(open)) mocks.splice(mocks.indexOf(open), 1);
      if (!mocks.length) undo.splice(0).forEach((step) => step());
    },
  };
}

function interceptOpen(): () => void {
  const native = window.open;
  const intercept: Open = (url, name, features) => {
    const play = mocks[mocks.length - 1];
    return play && name?.startsWith(POPUP) ? play(url) : native.call(window, url, name, features);
  };
  window.open = intercept;
  return () => {
    // Whoever has replaced it meanwhile may go on to call it.
    if (window.open === intercept) window.open = native;
  };
}

/** A flow that a test has left open keeps a channel, and in Node an open channel keeps the process from ending. */
function releaseChannels(): () => void {
  const native = globalThis.BroadcastChannel as (typeof BroadcastChannel & { prototype: { unref?: () => void } }) | undefined;
  if (!native?.prototype.unref) return () => {};
  globalThis.BroadcastChannel = class extends native {
    constructor(name: string) {
      super(name);
      (this as { unref?: () => void }).unref?.();
    }
  };
  return () => {
    globalThis.BroadcastChannel = native;
  };
}

interface Popup {
  window: Window;
  address: Promise<URL>;
  /** No page comes to it any more. */
  leave(): void;
}

/** As much of a window as another origin may touch, and the storage that the SDK writes to. */
function createPopup(url: string | URL | undefined): Popup {
  let arrive!: (url: URL) => void;
  let leave!: () => void;
  const address = new Promise<URL>((resolve, reject) => {
    arrive = resolve;
    leave = () => reject(new Error("The window closed before the Connect page was there: see what the app was told."));
  });
  // A test need not wait for it.
  address.catch(() => {});
  let isBlank = true;
  const goTo = (url: string | URL): void => {
    isBlank = false;
    arrive(new URL(url));
  };
  const location = {
    get href() {
      if (isBlank) return "about:blank";
      throw new DOMException("The popup shows a page of another origin.", "SecurityError");
    },
    replace: goTo,
  };
  const popup = {
    closed: false,
    close() {
      popup.closed = true;
      leave();
    },
    focus() {},
    location,
    sessionStorage: { getItem: () => null, setItem() {}, removeItem() {} },
  };
  if (url && `${url}` !== "about:blank") goTo(url);
  return { window: popup as unknown as Window, address, leave };
}

/** DOMs differ in what their constructors of events take. */
function dispatch(type: string, properties: Record<string, unknown>): void {
  const event = new window.Event(type);
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(event, name, { value });
  window.dispatchEvent(event);
}

let count = 0;

function complete(partial: Partial<Grant>): Grant {
  const given = Object.entries(partial).filter(([, value]) => value !== undefined);
  const grant = Object.fromEntries(given) as Partial<Grant>;
  const { provider = "google" } = grant;
  return {
    grant_id: `grant-${++count}`,
    provider,
    provider_name: provider[0]!.toUpperCase() + provider.slice(1),
    account_identifier: "ada@example.com",
    timestamp: new Date().toISOString(),
    operation: "creation",
    scopes: [],
    status: "active",
    ...grant,
  };
}

/** As the address of a return has it. */
function flat({ metadata: _, extra: _extra, scopes, ...grant }: Grant): Record<string, string> {
  return { ...grant, scopes: scopes.join() };
}
