// What the SDK holds of the page, and faults in what it calls. It loads before the SDK, so that each listener, timer,
// channel and wasm instance is seen.

/** The windows that were opened. @type {any[]} */
export const windows = [];

/** The page's own functions, whatever is done to the window's later. */
export const native = {
  BroadcastChannel,
  setTimeout: setTimeout.bind(window),
  postMessage: BroadcastChannel.prototype.postMessage,
  stringify: JSON.stringify,
  epoch: Date.now,
  fetch: fetch.bind(window),
  query: navigator.locks?.query.bind(navigator.locks),
};

export const timers = new Set();
const channels = new Set();
let listeners = [];

/** What is held now; the same before a flow and after it. */
export async function held() {
  const locks = (await native.query?.()) ?? { held: [], pending: [] };
  return {
    listeners: listeners.map(({ type }) => type),
    timers: timers.size,
    channels: channels.size,
    locks: [...(locks.held ?? []), ...(locks.pending ?? [])].length,
    popups: windows.filter((popup) => !popup.closed).length,
  };
}

/** Takes away what is held, so that it is not held against the next flow. */
export function letGo() {
  for (const { target, type, listener } of listeners)
    for (const capture of [false, true]) {
      target.removeEventListener(type, listener, capture);
    }
  for (const timer of timers) clearTimeout(timer);
  for (const channel of channels) channel.close();
  for (const popup of windows) popup.close();
}

// Listeners of the window and of channels.
const { addEventListener, removeEventListener } = EventTarget.prototype;
const without = (target, type, listener) =>
  listeners.filter((one) => one.target !== target || one.type !== type || one.listener !== listener);
EventTarget.prototype.addEventListener = function (type, listener, options) {
  const target = this ?? window;
  listeners = [...without(target, type, listener), { target, type, listener }];
  options?.signal &&
    addEventListener.call(options.signal, "abort", () => {
      listeners = without(target, type, listener);
    });
  return addEventListener.call(target, type, listener, options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
  listeners = without(this ?? window, type, listener);
  return removeEventListener.call(this ?? window, type, listener, options);
};

for (const [start, stop] of [
  ["setTimeout", "clearTimeout"],
  ["setInterval", "clearInterval"],
]) {
  const [nativeStart, nativeStop] = [window[start], window[stop]];
  window[start] = (callback, ...rest) => {
    const id = nativeStart(
      (...values) => {
        if (start === "setTimeout") timers.delete(id);
        callback(...values);
      },
      ...rest,
    );
    timers.add(id);
    return id;
  };
  window[stop] = (id) => {
    timers.delete(id);
    nativeStop(id);
  };
}

window.BroadcastChannel = class extends BroadcastChannel {
  constructor(name) {
    super(name);
    channels.add(this);
  }
  close() {
    channels.delete(this);
    listeners = listeners.filter(({ target }) => target !== this);
    super.close();
  }
};

/** The places in the memory of the wasm that instances have, or have had; none in a browser that has no place to give back. */
export const places = new Set();

/** The fault that waits for its call of an import: how many calls it lets pass, what it throws, and where it did. */
export const fault = {
  /** @type {Error | null} */ error: null,
  at: 0,
  calls: 0,
  /** @type {string | null} */ place: null,
};

// Where no faults are wanted, the imports are as they are: each call more on the stack would change how deep it goes.
const withFaults = new URLSearchParams(location.search).has("faults");

function faulty(imports) {
  if (!withFaults) return imports;
  const wrapped = {};
  for (const [module, functions] of Object.entries(imports)) {
    wrapped[module] = {};
    for (const [name, value] of Object.entries(functions)) {
      wrapped[module][name] =
        typeof value !== "function"
          ? value
          : /** @this {unknown} */
            function (...values) {
              if (fault.error && fault.calls++ === fault.at) {
                fault.place = String(value).slice(0, 60);
                throw fault.error;
              }
              return value.apply(this, values);
            };
    }
  }
  return wrapped;
}

// What the garbage collector does between two steps is not among them.
window.FinalizationRegistry = class extends FinalizationRegistry {
  register(target, place) {
    places.add(place);
    super.register(target, place);
  }
  constructor(callback) {
    super((held) => {
      const waiting = fault.error;
      fault.error = null;
      try {
        callback(held);
      } finally {
        fault.error = waiting;
      }
    });
  }
};

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct: (target, [module, imports]) => Reflect.construct(target, [module, faulty(imports)]),
});

/** Errors that nobody caught. @type {any[]} */
export const uncaught = [];
/** What was written to the console. @type {any[]} */
export const written = [];
for (const [type, property] of [
  ["error", "error"],
  ["unhandledrejection", "reason"],
]) {
  addEventListener.call(window, type, (event) => {
    uncaught.push(event[property]);
    event.preventDefault();
  });
}
for (const level of ["debug", "log", "info", "warn", "error"]) {
  console[level] = (...parts) => written.push(...parts);
}

/** @type {[string, WeakRef<any>][]} Objects that the app has let go of: garbage, unless the SDK still holds them. */
let watched = [];
export const watch = (kind, object) => {
  watched.push([kind, new WeakRef(object)]);
  return object;
};

// The native one refuses a bigint.
export const text = (value) => native.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}n` : item));

/** From here on nothing that was opened, thrown or written is remembered. */
export function forget() {
  for (const list of [windows, uncaught, written]) list.length = 0;
}

/** How many of each kind are still there. */
export function survivors() {
  forget();
  /** @type {Record<string, number>} */
  const kinds = {};
  for (const [kind, reference] of watched) if (reference.deref()) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

/** What the page itself keeps to know what is gone. */
export function forgetWhatIsGone() {
  watched = watched.filter(([, reference]) => reference.deref());
}
