// JavaScript's values as the machine sees them: by number. A number is good until the call of the wasm ends in which it came;
// 0 is no value.
//
// Nothing is thrown into wasm: what fails gives 0, false or nothing, and `thrown` says why.
import { SENTENCE, WORDS } from "./tables.js";

/** @type {any[]} */
const values = [,];

export const enter = (value) => values.push(value) - 1;
/** 0 for what JavaScript takes for false. */
export const enterSome = (value) => (value ? enter(value) : 0);
export const value = (number) => values[number];

/** How many values there are, to go back to. */
export const mark = () => values.length;
export const cut = (mark) => {
  values.length = mark;
};

/** What the last `attempt` threw. @type {any} */
export let thrown;
/**
 * What an action gives; undefined where it throws.
 *
 * @template T
 * @param {() => T} action
 * @returns {T | undefined}
 */
export const attempt = (action) => {
  try {
    const value = action();
    thrown = undefined;
    return value;
  } catch (error) {
    thrown = error;
  }
};

/** A property. One that is inherited from Object.prototype is ignored: a polluted prototype must not set options. */
export const property = (object, key) =>
  attempt(() => {
    const value = object?.[key];
    return value === Object.prototype[key] ? undefined : value;
  });

export const get = (object, key) => enterSome(property(values[object], WORDS[key]));
export const set = (object, key, value) => {
  values[object][WORDS[key]] = values[value];
};
export const length = (list, most) => Math.min(attempt(() => values[list].length) || 0, most);
export const item = (list, index) => enter(attempt(() => values[list][index]));
export const append = (list, value) => {
  values[list].push(values[value]);
};
export const record = () => enter({});
export const list = () => enter([]);
export const nothing = () => enter();
export const text = (word) => enter(WORDS[word]);
/** The place of a string in the table of words; -1 for any other value. */
export const word = (number) => WORDS.indexOf(values[number]);
/** The own properties of an item that a grant has no field for. An address has none: the rest of it is the app's. */
export const setExtra = (grant, item) =>
  attempt(() => {
    const extra = { ...values[item] };
    for (const field in values[grant]) delete extra[field];
    if (Object.keys(extra).length && !(WORDS[0] in extra)) values[grant].extra = extra;
  });
export const split = (text) => enter(attempt(() => values[text].split(",")));
export const lastLabel = (text) => WORDS.indexOf(attempt(() => values[text].split(".").pop()));
export const kind = (number) => {
  const value = values[number];
  if (typeof value === "string") return 1;
  if (typeof value === "function") return 2;
  // A proxy that was revoked throws.
  return attempt(() => (Array.isArray(value) ? 3 : Object.prototype.toString.call(value) === "[object Object]" ? 4 : 0));
};
/** The record of an error of the SDK's; its sentence is as far behind its code as any. */
export const failure = (code, details) =>
  enter({ code: WORDS[code], message: WORDS[code + SENTENCE], ...(details && { details: values[details] }) });

/** This moment, as an ISO-8601 string. A page may have put a clock of its own in place of the browser's, which may fail. */
export const isoNow = () => attempt(() => new Date().toISOString());
export const now = () => enter(isoNow());
