// Writes down, in order, what an app on this page can observe, and sends it to the page's server: whoever asked the page
// itself would take the focus away from a popup.

/** @typedef {{ what: string, values: unknown[], at: number }} Observation */

/** @type {Observation[]} */
const observed = [];

/** The popups of this page, the latest last. @type {Window[]} */
export const popups = [];

/** `window.open()` that is not written down. @type {typeof window.open} */
export let openWindow;

/** The clock that all windows and the tests share, whatever is done to the page's. */
const now = Date.now;

/** How a value is written down. @type {(value: any) => unknown} */
let describe = copy;

/**
 * @param {string} what
 * @param {...any} values
 */
export function record(what, ...values) {
  observed.push({ what, values: values.map((value) => describe(value)), at: now() });
  send();
}

/**
 * A function that records its calls: the app's callbacks and handlers are made with it.
 *
 * @param {string} what
 * @returns {(...values: any[]) => void}
 */
export const recorder =
  (what) =>
  (...values) =>
    record(what, ...values);

/**
 * How often this has been observed.
 *
 * @param {string} what
 */
export const times = (what) => observed.filter((one) => one.what === what).length;

/**
 * A copy as it is now; values that JSON would drop or refuse are written out.
 *
 * @param {unknown} value
 */
function copy(value) {
  const json = JSON.stringify(value, (_, item) => {
    if (item instanceof Error) return { ...item, message: item.message, isError: true };
    if (typeof item === "bigint") return `${item}n`;
    return item === undefined ? null : item;
  });
  return JSON.parse(json ?? "null");
}

/** Whatever becomes of the page's base. */
const server = () => `${location.origin}/log`;

let sent = 0;
let sending = false;
const report = () =>
  JSON.stringify({
    page: (window.pageId ??= String(performance.timeOrigin)),
    first: sent,
    observed: observed.slice(sent),
  });

async function send() {
  if (sending) return;
  sending = true;
  try {
    while (sent < observed.length) {
      const upTo = observed.length;
      await fetch(server(), { method: "POST", body: report() });
      sent = upTo;
    }
  } catch {
    // The page is on its way out; if it stays, or the browser gives it back, the rest goes then.
    setTimeout(send, 100);
  }
  sending = false;
}

/** What is looked at besides, and how. */
const DEFAULTS = {
  describe: copy,
  /** What of a line of the console is written down, if it is. @type {(level: string, parts: any[]) => any[] | undefined} */
  printed: (_, parts) => parts,
  /** What of a call of `window.open()` is written down. @type {(parts: any[]) => any[]} */
  opened: (parts) => parts,
};

/** From here on the page is watched. Called before the SDK loads. */
export function watch(how = DEFAULTS) {
  describe = how.describe;
  openWindow = window.open.bind(window);

  // What is not acknowledged goes again; the server knows each entry by its number.
  addEventListener("pagehide", ({ isTrusted }) => {
    if (isTrusted) record("page left");
    navigator.sendBeacon(server(), report());
  });
  addEventListener("pageshow", () => setTimeout(send));

  addEventListener("error", ({ error, message }) => record("uncaught", error ?? message));
  addEventListener("unhandledrejection", ({ reason }) => record("unhandled rejection", reason));

  for (const level of /** @type {const} */ (["debug", "log", "info", "warn", "error"])) {
    const write = console[level];
    console[level] = (...parts) => {
      const printed = how.printed(level, parts);
      if (printed) record(`console.${level}`, ...printed);
      write.apply(console, parts);
    };
  }

  // The popup itself is the browser's; only the call is written down.
  window.open = (...parts) => {
    record("window.open", ...how.opened(parts));
    const popup = openWindow(...parts);
    if (popup) popups.push(popup);
    return popup;
  };
}
