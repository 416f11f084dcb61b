// An SDK instance, as the classes see it: `pkg/src/loader.js` for npm, `src/class.rs` for wasm-pack, and the Rust API.
import { note, report } from "./console.js";
import { failed } from "./error.js";
import { EVENTS, noHandlers } from "./handlers.js";
import { homecoming, isReady, listenLater, ready, tell } from "./machine.js";
import { CLOSE, CONNECT, DESTROY, OPEN, SDK_DESTROYED, SENTENCE, TAKE, WORDS } from "./tables.js";
import { attempt, property } from "./values.js";

export const create = (config, version) => {
  const grace = property(config, "closeGrace");
  const instance = {
    __proto__: null,
    debug: property(config, "debug"),
    display: property(config, "display"),
    // No longer than a session lives; -1: none is given.
    grace: typeof grace === "number" && grace >= 0 ? Math.min(grace, 600_000) : -1,
    handlers: noHandlers(),
  };
  note("created " + version, instance);
  if (property(config, "baseURL")) report("create() ignores baseURL: it belongs to open().");
  return instance;
};

const alive = (instance) => {
  if (instance.destroyed) throw failed(WORDS[SDK_DESTROYED], WORDS[SDK_DESTROYED + SENTENCE]);
  return instance;
};

/**
 * Starts a flow. The promise of a `connect()` is for its own flow, and for none that code of the app's opens meanwhile: gives
 * whether no flow has taken it.
 *
 * @param {import("./state").Callbacks} [promise]
 */
const start = (instance, signal, options, promise) => {
  const outer = instance.promise;
  instance.promise = promise;
  try {
    const refusal = tell(alive(instance), signal, options);
    if (refusal) throw failed(refusal.code, refusal.message);
    return instance.promise === promise;
  } finally {
    instance.promise = outer;
  }
};
export const open = (instance, options) => {
  start(instance, OPEN, options);
};
/** As `open()`, for an app that asks for a pending result itself. */
export const openAnew = (instance, options) => {
  start(instance, CONNECT, options);
};

/** A promise of the flow's grants. It settles, whatever happens. */
export const connect = (instance, options) =>
  new Promise((resolve, reject) => {
    const { signal } = options ?? {};
    // Browsers before 2022 have no reason.
    const reason = () => signal.reason ?? new DOMException("Aborted", "AbortError");
    if (signal?.aborted) throw reason();
    const fail = (code, message, details) => reject(failed(code, message, details));
    // What the flow came to before is told, and a flow that is still to begin ends then.
    const abort = () => {
      if (instance.flow?.promise === promise) {
        reject(reason());
        tell(instance, CLOSE);
      }
    };
    const promise = {
      onSuccess: resolve,
      onError: ({ code, message, details }) => fail(code, message, details),
      onExit: () => fail("exit", "The user closed the window."),
      over: () => {
        attempt(() => signal?.removeEventListener("abort", abort));
        fail("closed", "The app closed the window.");
      },
    };
    try {
      signal?.addEventListener("abort", abort);
      if (!start(instance, CONNECT, options, promise)) {
        if (signal?.aborted) abort();
        return;
      }
      fail("already_open", "Another flow is open; its window is in front.");
    } catch (error) {
      reject(error);
    }
    promise.over();
  });

export const close = (instance) => {
  alive(instance);
  // Where there is no WebAssembly, nothing is open.
  attempt(() => ready(instance));
  if (isReady()) tell(instance, CLOSE);
};
/** Ends an instance: no handler hears of it. Twice is fine. */
export const destroy = (instance) => {
  instance.destroyed = true;
  if (isReady()) tell(instance, DESTROY);
  else instance.handlers.forEach((handlers) => handlers.clear());
};

/** Adds a handler; gives a function that removes it, also from an instance that was destroyed. */
export const on = (instance, event, handler) => {
  const { handlers } = alive(instance);
  if (handlers.has(event)) handlers.get(event).add(handler);
  else note("no such event: use " + EVENTS, instance);
  if (isReady()) listenLater(instance);
  else instance.waits = true;
  return () => remove(instance, event, handler);
};
const remove = ({ handlers }, event, handler) => {
  handlers.get(event)?.delete(handler);
};
export const off = (instance, event, handler) => remove(alive(instance), event, handler);

export const isOpen = (instance) => !!alive(instance).flow;

/**
 * Takes the pending result, `{grants}` or `{error}`, or null, once it is known whose it is. An app that destroys the instance
 * meanwhile no longer waits for it: it is the next one's.
 */
export const takeRedirectResult = async (instance) => {
  const { destroyed } = instance;
  ready(instance);
  await homecoming();
  return (instance.destroyed === destroyed && tell(instance, TAKE)) || null;
};
