// A stand-in for the popup and the Connect page in it. The SDK itself runs; no window opens, and nothing is requested.
import type { Grant } from "alter-connect";

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
  /** The page comes back from a redirect, as on a phone. Call it before the app's first `create()`, or before you render. */
  returnWith(result: { grant: Partial<Grant> } | { error: string; message?: string }): void;
  /** Ends what is open, and puts `window.open` back. */
  restore(): void;
}

const POPUP = "alter_oauth_popup";
const STORED = ["alter_oauth_state", "alter_connect_result"];

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
  const nativeOpen = window.open;
  let popup: Popup | undefined;
  let isBlocked = false;

  window.open = (url, name, features) => {
    if (name !== POPUP) return nativeOpen.call(window, url, name, features);
    if (isBlocked) {
      isBlocked = false;
      return null;
    }
    popup = createPopup();
    return popup.window;
  };

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
      const state = { timestamp: Date.now(), returnUrl: window.location.href };
      window.sessionStorage.setItem("alter_oauth_state", JSON.stringify(state));
      const parameters = new URLSearchParams(
        "grant" in result
          ? { alter_connect_success: "true", ...flat(complete(result.grant)) }
          : {
              alter_connect_error: "true",
              error_code: result.error,
              error_description: result.message ?? "The test lets it fail.",
            },
      );
      window.history.replaceState(window.history.state, "", `?${parameters}`);
    },
    restore() {
      if (popup && !popup.window.closed) exit();
      for (const key of STORED) window.sessionStorage.removeItem(key);
      window.open = nativeOpen;
    },
  };
}

interface Popup {
  window: Window;
  address: Promise<URL>;
}

/** As much of a window as another origin may touch, and the storage that the SDK writes to. */
function createPopup(): Popup {
  let goTo!: (url: URL) => void;
  const address = new Promise<URL>((resolve) => (goTo = resolve));
  const popup = {
    closed: false,
    close() {
      popup.closed = true;
    },
    focus() {},
    location: { href: "about:blank", replace: (url: string) => goTo(new URL(url)) },
    sessionStorage: { getItem: () => null, setItem() {}, removeItem() {} },
  };
  return { window: popup as unknown as Window, address };
}

/** DOMs differ in what their constructors of events take. */
function dispatch(type: string, properties: Record<string, unknown>): void {
  const event = new window.Event(type);
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(event, name, { value });
  window.dispatchEvent(event);
}

let count = 0;

function complete(grant: Partial<Grant>): Grant {
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
function flat({ metadata: _, scopes, ...grant }: Grant): Record<string, string> {
  return { ...grant, scopes: scopes.join() };
}
