// This page: its address, and its session storage, which may be missing, full or forbidden.
import { epoch } from "./facts.js";
import { current } from "./machine.js";
import { PARAMETERS, STATE, WORDS } from "./tables.js";
import { report } from "./console.js";
import { attempt, enter, property, thrown, value } from "./values.js";

const CONNECT_PAGE = "/sdk/oauth/connect";

export const parse = (text) => enter(new URL(value(text)));
const withToken = (url, token) => {
  url.hash = "session=" + encodeURIComponent(value(token));
  return url;
};
/** The Connect page at a base; 0 is Alter's own. */
export const connectPage = (base, token) => {
  const url = new URL(value(base) || "https://api.alterauth.com");
  url.pathname = url.pathname.replace(/\/*$/, "") + CONNECT_PAGE;
  url.search = "";
  return enter(token ? withToken(url, token) : url);
};
export const completeAddress = (late) => {
  const { flow } = current;
  return enter((flow.address = flow.address ? withToken(flow.address, late) : new URL(value(late))));
};

export const search = () => attempt(() => location.search);
export const parametersOf = (search) =>
  attempt(() => [...new URLSearchParams(search)].map(([name, value]) => ({ name, value })));
export const parameters = () => enter(parametersOf(search()));

// Where the browser refuses, the parameters stay in sight and harm nothing. Through the window: a page's own script may have a
// `const history` or a `let stop`.
const show = (url) => {
  window.history.replaceState(window.history.state, "", url);
  return 1;
};
export const showFormer = (address) => {
  const { pathname, search, hash } = new URL(value(address));
  // Alone, a path that begins with `//` would name a host.
  return show(location.origin + pathname + search + hash);
};
/** The hosted page appends its own, first whether it went well; those before are the app's. */
export const showWithoutParameters = () => {
  const url = new URL(location.href);
  const names = WORDS.slice(0, PARAMETERS);
  let appended = false;
  const others = [...url.searchParams].filter(([name]) => {
    appended = appended || name.startsWith("alter_connect_");
    return !appended || !names.includes(name);
  });
  url.search = String(new URLSearchParams(others));
  show(url);
};

/** A record as it is stored, with the time; a `toJSON` that a library has given to all lists is passed by. */
export const stamped = (record) =>
  JSON.stringify({ timestamp: epoch(), ...record }, function (key) {
    return this[key];
  });
const save = (key, record) => {
  window.sessionStorage.setItem(WORDS[key], stamped(record));
  return 1;
};
export const store = (key, record) => save(key, value(record));
const read = (key) => window.sessionStorage.getItem(WORDS[key]);
export const stored = (key) => {
  const text = read(key);
  if (!text) return 0;
  const record = attempt(() => JSON.parse(text));
  if (thrown) report(thrown);
  return enter(record ?? {});
};
export const forget = (key) => window.sessionStorage.removeItem(WORDS[key]);
// In milliseconds, and the most that wasm takes.
const LONG = 2 ** 31 - 1;
export const age = (record) => {
  const timestamp = property(value(record), "timestamp");
  return Math.min(epoch() - (typeof timestamp === "number" ? timestamp : 0), LONG);
};

/** Leaves for the flow's address; 0, or what the browser has against storing where to come back to. */
export const leavePage = () => {
  if (!attempt(() => save(STATE, { returnUrl: location.href }))) return enter(thrown);
  location.href = current.flow.address.href;
};
// How long a page may take to go though it was stopped, in milliseconds.
const PARTING = 5000;
/** A page that goes all the same comes back with a result, so what explains it is forgotten once this page has stayed. */
export const stay = () => {
  window.stop();
  const state = read(STATE);
  window.setTimeout(() => attempt(() => read(STATE) === state && forget(STATE)), PARTING);
};
export const closeWindow = () => window.close();
