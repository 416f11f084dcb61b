// This page: its address, and its session storage, which may be missing, full or forbidden.
import { epoch } from "./facts.js";
import { current } from "./machine.js";
import { PARAMETERS, STATE, WORDS } from "./tables.js";
import { attempt, enter, enterSome, property, thrown, value } from "./values.js";
import { report } from "./console.js";

const CONNECT_PAGE = "/sdk/oauth/connect";

export const parse = (text) => enterSome(attempt(() => new URL(value(text))));
const withToken = (url, token) => {
  url.hash = "session=" + encodeURIComponent(value(token));
  return url;
};
/** The Connect page at a base; 0 is Alter's own. */
export const connectPage = (base, token) =>
  enterSome(
    attempt(() => {
      const url = new URL(value(base) || "https://api.alterauth.com");
      url.pathname = url.pathname.replace(/\/*$/, "") + CONNECT_PAGE;
      url.search = "";
      return token ? withToken(url, token) : url;
    }),
  );
export const completeAddress = (late) => {
  const { flow } = current;
  flow.address = attempt(() => (flow.address ? withToken(flow.address, late) : new URL(value(late))));
  return enterSome(flow.address);
};

export const search = () => attempt(() => window.location.search);
export const parametersOf = (search) =>
  attempt(() => [...new URLSearchParams(search)].map(([name, value]) => ({ name, value })));
export const parameters = () => enter(parametersOf(search()));

// Where the browser refuses, the parameters stay in sight and harm nothing. Through the window: a page's own script may have a
// `const history` or a `let stop`.
const show = (url) => attempt(() => window.history.replaceState(window.history.state, "", url()));
export const showFormer = (address) => {
  show(() => {
    const { pathname, search, hash } = new URL(value(address));
    // Alone, a path that begins with `//` would name a host.
    return location.origin + pathname + search + hash;
  });
  return +!thrown;
};
/** The last parameter of each name is the hosted page's; those before are the app's. */
export const showWithoutParameters = () =>
  show(() => {
    const url = new URL(location.href);
    const names = new Set(WORDS.slice(0, PARAMETERS));
    const others = [...url.searchParams].reverse().filter(([name]) => !names.delete(name));
    url.search = String(new URLSearchParams(others.reverse()));
    return url;
  });

/** A record as it is stored, with the time; a `toJSON` that a library has given to all lists is passed by. */
export const stamped = (record) =>
  JSON.stringify({ timestamp: epoch(), ...record }, function (key) {
    return this[key];
  });
const save = (key, record) => {
  attempt(() => window.sessionStorage.setItem(WORDS[key], stamped(record)));
  return +!thrown;
};
export const store = (key, record) => save(key, value(record));
export const stored = (key) => {
  const text = attempt(() => window.sessionStorage.getItem(WORDS[key]));
  if (typeof text !== "string") return 0;
  const record = attempt(() => JSON.parse(text));
  if (thrown) report("unreadable state in sessionStorage:", thrown);
  return enter(record ?? {});
};
export const forget = (key) => attempt(() => window.sessionStorage.removeItem(WORDS[key]));
// In milliseconds, and the most that wasm takes.
const LONG = 2 ** 31 - 1;
export const age = (record) => {
  const timestamp = property(value(record), "timestamp");
  return typeof timestamp === "number" ? Math.min(epoch() - timestamp, LONG) : LONG;
};

/** Leaves for the flow's address; 0, or what the browser has against storing where to come back to. */
export const leavePage = () => {
  if (!save(STATE, { returnUrl: attempt(() => location.href) })) return enter(thrown);
  attempt(() => (location.href = current.flow.address.href));
  return 0;
};
export const stay = () => {
  forget(STATE);
  attempt(() => window.stop());
};
export const closeWindow = () => attempt(() => window.close());
