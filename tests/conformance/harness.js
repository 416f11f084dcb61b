// What a scenario works with: `note` writes down what the app sees, in order; the rest starts flows, speaks through the
// hosted page, and waits.
import { openWindow, popups, record as note, recorder as noting, times, watch } from "../pages/record.js";
import { newSession } from "../pages/session.js";
import { describe, origins, secrets } from "./pages/describe.js";

export { note, noting, openWindow, origins, popups };

/** @typedef {import("../../pkg/src/alter-connect.js").OpenOptions} OpenOptions */
/** @typedef {import("../../pkg/src/alter-connect.js").Grant} Grant */
/** @typedef {import("../../pkg/src/alter-connect.js").AlterError} AlterError */

/**
 * @typedef {object} Scenario
 * @property {string} observes What is looked at.
 * @property {[point: number, says: string]} [differs] The point of `src/points.rs` under which the packages differ, and what
 *   differs here. Without it, they must be observed to do the same.
 * @property {"desktop" | "popup blocker" | "phone"} [on] The browser that it needs; a desktop lets every popup through.
 * @property {() => void | Promise<void>} play What the app does on a click.
 * @property {() => void | Promise<void>} [back] What it does at its next load, when the user comes back from a redirect.
 */

/**
 * The scenarios of one theme, by name.
 *
 * @param {string} title
 * @param {Record<string, Scenario>} scenarios
 */
export const theme = (title, scenarios) => ({ title, scenarios });

// --- The SDK under test.

const EVENTS = ["success", "error", "exit", "close", "event"];
const CALLBACKS = ["onSuccess", "onError", "onExit", "onEvent"];

/** The latest instance. @type {ReturnType<typeof AlterConnect.create>} */
export let sdk;

/** @param {any[]} config */
export const create = (...config) => (sdk = AlterConnect.create(...config));

/** Notes these events of the bus. */
export const listen = (names = EVENTS) => names.forEach((name) => sdk.on(name, noting(`bus ${name}`)));

/** @returns {any} */
export const callbacks = (names = CALLBACKS) => Object.fromEntries(names.map((name) => [name, noting(name)]));

/**
 * open() with exactly these arguments.
 *
 * @param {any[]} options
 */
export function call(...options) {
  let promise;
  try {
    promise = /** @type {any} */ (sdk).open(...options);
  } catch (error) {
    note("open() threw", error);
    return Promise.resolve();
  }
  return Promise.resolve(promise).then(noting("open() resolved"), noting("open() rejected"));
}

/**
 * open() as an app calls it, every callback noted.
 *
 * @param {Partial<Record<keyof OpenOptions | "connectUrl", any>>} [extra]
 */
export const launch = (extra) => call({ token: "token-1", baseURL: origins.hosted, ...callbacks(), ...extra });

/**
 * A new instance whose every event is noted, and a flow of it, as `launch` opens it; waits until the hosted page is there.
 *
 * @param {Parameters<typeof launch>[0]} [extra]
 */
export async function openFlow(extra) {
  create();
  listen();
  await launch(extra);
  await shown();
}

/** Options without any callback but the one that is required. @type {() => OpenOptions} */
export const bare = () => ({ token: "token-1", baseURL: origins.hosted, onSuccess: noting("onSuccess") });

/** A callback or handler with a bug. @returns {never} */
export const throwing = () => {
  throw new RangeError("of the app");
};
export const rejecting = async () => throwing();

/** @param {string} when */
export const moment = (when) => note(`isOpen() ${when}`, sdk.isOpen());

/**
 * Notes what an action gives, or throws.
 *
 * @param {string} what
 * @param {() => unknown} action
 */
export function attempt(what, action) {
  try {
    note(what, action());
  } catch (error) {
    note(`${what} threw`, error);
  }
}

/**
 * {token, baseURL} of a session of the emulator's, that goes as `script` says.
 *
 * @param {string[]} providers
 * @param {Record<string, unknown>} script
 */
export async function session(providers, script) {
  const { token, baseURL } = await newSession(providers, script);
  origins.emulator = baseURL;
  secrets.add(token);
  return { token, baseURL };
}

// --- The popup.

/** The latest. */
export const popup = () => /** @type {Window} */ (popups.at(-1));

/**
 * From here on window.open() opens nothing and returns `result`.
 *
 * @param {any} result
 */
export function pretendToOpen(result = { closed: false, close() {}, focus() {}, postMessage() {} }) {
  const go = (/** @type {string} */ url) => note("popup goes to", new URL(url, location.href).href);
  if (result) result.location = { href: "about:blank", replace: go };
  window.open = (url, name) => {
    note("window.open", name);
    if (result && url !== "about:blank") go(String(url));
    return result;
  };
}

/**
 * Where this window stands, as the SDK sees it.
 *
 * @param {Record<string, unknown>} place
 */
export function stand(place) {
  for (const [name, value] of Object.entries(place)) {
    Object.defineProperty(window, name, { value, configurable: true, writable: true });
  }
}

/** What the hosted page has said of itself, and that its messages have come. @type {Record<string, any>[]} */
export const fromHosted = [];

/** Waits until the hosted page is in the popup; gives its {url, name}. */
export const shown = (source = popup()) =>
  until("the hosted page to load", () => fromHosted.findLast((message) => message.source === source));

let echoes = 0;
/**
 * The hosted page posts these messages; waits until all listeners have had them.
 *
 * @param {unknown[]} messages
 */
export async function say(...messages) {
  await shown();
  await sayThrough(popup(), ...messages);
}

/**
 * @param {Window} page
 * @param {unknown[]} messages
 */
export async function sayThrough(page, ...messages) {
  const echo = ++echoes;
  page.postMessage({ post: [...messages, { hosted: "echo", echo }] }, "*");
  await until("the messages to arrive", () => fromHosted.find((message) => message.echo === echo));
}

/** @param {Record<string, unknown>} [extra] */
export const grant = (extra) => ({
  grant_id: "grant-1",
  provider: "google",
  timestamp: "2024-05-06T07:08:09.000Z",
  ...extra,
});
/** @param {unknown[]} grants */
export const success = (...grants) => ({ type: "alter_connect_success", grants });
/** @param {Record<string, unknown>} [extra] */
export const failure = (extra) => ({ type: "alter_connect_error", ...extra });

/** Waits until the popup is closed. */
export const popupCloses = () => until("the popup to close", () => popup().closed);

/**
 * The hosted page, or another page of the popup's, in a frame.
 *
 * @param {string} src
 * @param {Record<string, string>} [attributes]
 */
export function frame(src, attributes = {}) {
  const element = document.createElement("iframe");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.src = src;
  document.body.append(element);
  return /** @type {Window} */ (element.contentWindow);
}

/**
 * What a page of the app's sees in a frame.
 *
 * @param {string} src
 * @param {Record<string, string>} [attributes]
 */
export function seenIn(src, attributes) {
  const seen = new Promise((resolve) => addEventListener("message", ({ data }) => data?.seen && resolve(data.seen)));
  frame(src, attributes);
  return seen;
}

// --- The device.

/**
 * From here on the page seems to be on this device.
 *
 * @param {{ userAgent?: string, touch?: boolean, width: number, height?: number }} device
 */
export function device({ userAgent = "Desktop", touch = false, width, height = 700 }) {
  for (const [name, value] of Object.entries({ userAgent, maxTouchPoints: touch ? 5 : 0 })) {
    Object.defineProperty(navigator, name, { value, configurable: true });
  }
  if (touch) stand({ ontouchstart: null });
  stand({ innerWidth: width, innerHeight: height });
}
export const phone = () => device({ userAgent: "Mozilla/5.0 (iPhone)", touch: true, width: 390, height: 844 });

export const brokenStorage = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};

/** @param {string} key */
export const stored = (key) => {
  const text = sessionStorage.getItem(key);
  return text === null ? null : JSON.parse(text);
};

/**
 * Comes back to this page with these query parameters, as a redirect would.
 *
 * @param {Record<string, string>} parameters
 * @param {unknown} state What was kept when the page was left; null: nothing.
 */
export function comeBack(parameters, state = { timestamp: Date.now(), returnUrl: location.href }) {
  if (state !== null) sessionStorage.setItem("alter_oauth_state", JSON.stringify(state));
  location.href = `${location.pathname}?${new URLSearchParams(parameters)}`;
  return leaving();
}

/** The page is on its way out: nothing after this runs. @returns {Promise<never>} */
export const leaving = () => new Promise(() => {});

// --- The console.

/** What was printed. @type {{ level: string, parts: any[] }[]} */
export const printed = [];

let quiet = false;
/** From here on the console is not compared, but by what a scenario notes: each SDK has lines of its own. */
export const ignoreConsole = () => void (quiet = true);

// --- Waiting.

const LIMIT = 20_000;

export const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @template T
 * @param {string} what
 * @param {() => T} probe
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, probe) {
  const started = performance.now();
  for (;;) {
    const value = probe();
    if (value) return value;
    if (performance.now() - started > LIMIT) throw new Error(`waited ${LIMIT / 1000} s for ${what}`);
    await pause(10);
  }
}

/** Waits until this has been noted. @param {string} what */
export const heard = (what) => until(what, () => times(what) > 0);

// --- The run.

/** Before the SDK loads. */
export function begin() {
  watch({ describe, printed: print, opened });
  stand({ screenX: 200, screenY: 100, outerWidth: 1000, outerHeight: 800 });
  addEventListener("message", ({ source, data }) => {
    if (data?.hosted) fromHosted.push({ source, ...data });
  });
}

/**
 * Each SDK words its own lines; the level, and the values beside the words, can be compared.
 *
 * @param {string} level
 * @param {any[]} parts
 */
function print(level, parts) {
  printed.push({ level, parts });
  return quiet ? undefined : parts.filter((part) => typeof part !== "string");
}

/**
 * The address is where the popup goes in the end (`popup shows`): one of the packages opens a blank page first, and a
 * scenario of its own says so.
 *
 * @param {any[]} parts
 */
const opened = ([, name, features]) => [name, features];
