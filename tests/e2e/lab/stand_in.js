// A stand-in for the popup, quick enough for thousands of flows, and a whole flow with it.
import { forget, native, watch, windows } from "./ledger.js";

/** The origin of the Connect page; it answers each navigation with "no content", so that this page stays. */
export const hosted = /** @type {string} */ (new URLSearchParams(location.search).get("hosted"));
export const home = location.href;

let realWindows = false;
/** From here on windows are the browser's. */
export const useRealWindows = () => void (realWindows = true);

window.StandIn = class {
  constructor(name, url) {
    this.name = name;
    this.closed = false;
    const items = new Map();
    let address = String(url);
    const go = (to) => {
      address = String(to);
    };
    this.parts = {
      document: document.implementation.createHTMLDocument(),
      location: {
        replace: go,
        assign: go,
        get href() {
          return address;
        },
        set href(to) {
          go(to);
        },
      },
      sessionStorage: {
        setItem: (key, value) => void items.set(key, String(value)),
        getItem: (key) => items.get(key) ?? null,
        removeItem: (key) => void items.delete(key),
      },
    };
  }
  get document() {
    return this.parts.document;
  }
  get location() {
    return this.parts.location;
  }
  set location(to) {
    this.parts.location.replace(to);
  }
  get sessionStorage() {
    return this.parts.sessionStorage;
  }
  close() {
    this.closed = true;
  }
  focus() {}
};

const openWindow = window.open;
window.open = (url, name, features) => {
  if (realWindows) {
    windows.push(openWindow.call(window, url, name, features));
  } else {
    const known = windows.findIndex((popup) => popup.name === name && !popup.closed);
    windows.push(known < 0 ? watch("popup", new window.StandIn(name, url)) : windows.splice(known, 1)[0]);
    popup().location = url;
  }
  return windows[windows.length - 1];
};
export const popup = () => windows[windows.length - 1];

// The page stays where it is, in front, and open.
window.close = () => {};
document.hasFocus = () => true;

// Time passes when a test says so.
const { now } = performance;
let ahead = 0;
performance.now = () => now.call(performance) + ahead;

/** The user closes the popup some time later, which gives the focus back to this page. */
export function closePopup() {
  ahead += 1000;
  popup()?.close();
  window.dispatchEvent(new Event("focus"));
  ahead += 1000;
  window.dispatchEvent(new Event("focus"));
}

/** What the Connect page says, as if the popup had said it. */
export function message(data, origin = hosted, source = popup()) {
  const event = new MessageEvent("message", { data, origin });
  // Only windows may be given to the constructor.
  Object.defineProperty(event, "source", { value: source });
  window.dispatchEvent(event);
}
export const granted = (...grants) => ({ type: "alter_connect_success", grants });
export const grant = (more) => ({
  grant_id: "grant-1",
  provider: "google",
  account_identifier: "ada@example.com",
  ...more,
});

/** Leaves for the Connect page, and comes back from it with a grant. */
export const parameters = "?alter_connect_success=true&grant_id=grant-1&provider=google&account_identifier=ada";
export const leave = (timestamp = native.epoch(), returnUrl = home) =>
  sessionStorage.setItem("alter_oauth_state", native.stringify({ timestamp, returnUrl }));
export const comeBack = (query = parameters) => history.replaceState(history.state, "", new URL(query, home).href);

// A screen as small as a phone's, or the real one.
const desktop = { userAgent: navigator.userAgent, innerWidth: 1100, innerHeight: 900 };
export const phone = { userAgent: "iPhone", innerWidth: 390, innerHeight: 844 };
export function device({ userAgent, innerWidth, innerHeight }) {
  Object.defineProperty(navigator, "userAgent", { value: userAgent, configurable: true });
  Object.assign(window, { innerWidth, innerHeight });
}
device(desktop);

// Messages of channels, answers about locks and tasks that are due by now have come when this resolves.
const [out, back] = [1, 2].map(() => new native.BroadcastChannel("settle"));
export async function settle(rounds = 2) {
  for (let round = 0; round < rounds; round++) {
    await new Promise((resolve) => {
      back.onmessage = resolve;
      native.postMessage.call(out, null);
    });
    await native.query?.();
  }
}

/** Waits until it is so, or for so many milliseconds. */
export async function until(so, milliseconds) {
  for (const end = native.epoch() + milliseconds; !so() && native.epoch() < end;) {
    await new Promise((resolve) => native.setTimeout(resolve, 5));
  }
  await settle(4);
}

/** What a call comes to: its value, or what it threw; a promise that does not settle counts as thrown. */
export const hangs = Symbol("hangs");
export async function settled(call) {
  try {
    const value = call();
    const pending = Promise.resolve(value).then(() => false);
    const late = new Promise((resolve) => native.setTimeout(resolve, 2000, true));
    if (typeof value?.then === "function" && (await Promise.race([pending, late]))) return { thrown: hangs };
    return { value: await value };
  } catch (thrown) {
    return { thrown };
  }
}

export function clear() {
  device(desktop);
  sessionStorage.clear();
  // Engines count how often the address is changed.
  if (location.href !== home) history.replaceState(null, "", home);
  forget();
}

const EVENTS = ["success", "error", "exit", "close"];

/** Makes an app of an instance: it writes down what it is told. */
export function hear(sdk, told) {
  for (const name of EVENTS) sdk.on(name, (what) => told.push(what?.code ? `${name} ${what.code}` : name));
  return sdk;
}
export const options = (told, more) =>
  watch("options", {
    token: "token",
    baseURL: hosted,
    onSuccess: ([{ grant_id }]) => told.push(grant_id),
    onError: ({ code }) => told.push(`onError ${code}`),
    onExit: () => told.push("onExit"),
    ...more,
  });

/** A whole flow on a new instance, from the click to the result: `SUCCESS`, when all is well. */
export const SUCCESS = "success grant-1 close";
export async function flow(more) {
  const told = [];
  const { thrown } = await settled(async () => {
    const sdk = hear(AlterConnect.create(), told);
    await sdk.open(options(told, more));
    await settle();
    // A popup that was open before takes a moment to be reached.
    for (let look = 0; !realWindows && look < 100 && !popup()?.parts.location.href.startsWith(hosted); look++) {
      await new Promise((resolve) => native.setTimeout(resolve, 10));
    }
    message(granted(watch("grant", grant())));
    await settle();
    if (sdk.isOpen()) told.push("still open");
    sdk.destroy();
  });
  if (thrown) told.push(thrown === hangs ? "hangs" : `threw ${thrown?.code ?? thrown}`);
  return told.join(" ");
}

/** What a message from the Connect page comes to: the grants, the code of an error, or `nothing`. */
/** @returns {Promise<any>} */
export async function telling(data) {
  /** @type {unknown} */
  let told = "nothing";
  const sdk = AlterConnect.create();
  const onSuccess = (grants) => {
    told = grants;
  };
  await sdk.open({
    token: "token",
    baseURL: hosted,
    onSuccess,
    onError: ({ code }) => {
      told = code;
    },
  });
  await settle();
  message(data);
  await settle();
  sdk.destroy();
  windows.length = 0;
  return told;
}
export const granting = (grants) => telling({ type: "alter_connect_success", grants });
