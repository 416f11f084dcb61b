// JavaScript's values as wasm sees them: by number. A number is good until the scope ends in which it came; a value that
// has to outlive it is held.
//
// Nothing is thrown into wasm, because an exception skips the clean-up of every frame that it crosses. What fails gives
// number 0, which is no value, and `lastFailure` says why. Number 1 is `undefined`.

const values = [, undefined];
let failure;

export const mark = () => values.length;
export const release = (mark) => {
  values.length = mark;
};
export const enter = (value) => (value === undefined ? 1 : values.push(value) - 1);
/** 0 where there is nothing. */
export const enterSome = (value) => (value === undefined ? 0 : enter(value));
export const value = (number) => values[number];

const held = new Map();
let holds = 0;

const keep = (value) => {
  if (value == null) return 0;
  held.set(++holds, value);
  return holds;
};
export const hold = (number) => keep(values[number]);
export const holdCall = (...call) => keep(callMethod(...call));
export const holdNew = (...construct) => keep(constructObject(...construct));
export const heldValue = (hold) => enterSome(held.get(hold));
export const letGo = (hold) => {
  held.delete(hold);
};

/** What an action gives; undefined where it throws. */
export const attempt = (action) => {
  try {
    const value = action();
    failure = undefined;
    return value;
  } catch (error) {
    failure = error;
  }
};
export const lastFailure = () => enterSome(failure);

// A value inherited from Object.prototype is ignored: a polluted prototype must not set options.
const property = (object, key) => {
  const value = values[object][key];
  return value === Object.prototype[key] ? undefined : value;
};
const callMethod = (object, method, ...args) =>
  attempt(() => values[object][method](...args.filter((number) => number).map(value)));
const constructObject = (name, argument) => attempt(() => new globalThis[name](values[argument]));

export const get = (object, key) => enterSome(attempt(() => property(object, key)) || undefined);
export const item = (list, index) => enter(attempt(() => values[list][index]));
export const set = (object, key, value) =>
  !!attempt(() => {
    values[object][key] = values[value];
    return true;
  });
export const append = (list, value) => {
  values[list].push(values[value]);
};
export const call = (...call) => enterSome(callMethod(...call));
export const construct = (...construct) => enterSome(constructObject(...construct));
export const apply = (target, self, args) =>
  !!attempt(() => {
    Reflect.apply(values[target], values[self], values[args]);
    return true;
  });

export const record = () => enter({});
export const list = () => enter([]);
export const toNumber = (number) => (typeof values[number] === "number" ? values[number] : NaN);
export const same = (a, b) => values[a] === values[b];
export const kind = (number) => {
  const value = values[number];
  if (typeof value === "string") return 1;
  if (typeof value === "function") return 2;
  if (attempt(() => Array.isArray(value))) return 3;
  return attempt(() => Object.prototype.toString.call(value)) === "[object Object]" ? 4 : 0;
};

let depth = 0;

/**
 * Runs what JavaScript calls in wasm, in a scope of its own. Should an exception come out all the same, `abandon` is called,
 * and told whether this was the outermost call.
 */
export const scoped = (action, abandon) => {
  const start = mark();
  depth++;
  try {
    return action();
  } catch (error) {
    attempt(() => abandon(depth === 1));
    throw error;
  } finally {
    depth--;
    release(start);
  }
};

let tell;
/** What calls functions of ours: with an address, a signal, a flow and a value. */
export const callThrough = (call) => {
  tell = call;
};

/** A function for JavaScript to call. Once nobody holds the receiver, nothing comes of it. */
export const bind = (receiver, signal, flow) =>
  enter((value) => {
    const address = held.get(receiver);
    if (address) {
      scoped(() => tell(address, signal, flow, enter(value)), (outermost) => tell(address, 0, outermost, 1));
    }
  });
