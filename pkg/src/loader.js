// The class AlterConnect. Nothing happens at import, and create() compiles nothing: the wasm is made ready when the page is
// idle, or by the first call that needs it.
import * as sdk from "../build/alter_connect_bg.js";
import { isTrap, now, soon } from "sdk:engine";
import { attempt, callThrough, enter, scoped, value } from "sdk:values";
import version from "sdk:version";
import { DOCS } from "./docs.js";

// Bytes of the wasm's stack that a call may need. With less than that left, the app is recursing without end.
const RESERVE = 4096;
// The latest moment to get ready on a page that is never idle, in milliseconds.
const LATEST = 2000;

const failure = (code, message, details) => Object.assign(new Error(message), { code, details });

// A trap or an exception that leaves wasm does not restore its stack pointer: it is restored here.
const guarded = (stack, action) => (...values) => {
  const depth = stack.value;
  // Stryker disable next-line all: only Firefox and WebKit come this deep before their own stacks end
  if (depth < RESERVE) throw new RangeError("Maximum call stack size exceeded");
  try {
    return action(...values);
  } catch (cause) {
    stack.value = depth;
    throw isTrap(cause)
      ? failure("internal_error", "Out of memory, or a defect of the SDK. Call open() again.", { cause })
      : cause;
  }
};

let ready = false;
const adopt = (exports) => {
  if (ready) return;
  const stack = sdk.stackOf(exports);
  sdk.__wbg_set_wasm(Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, guarded(stack, value)])));
  callThrough(sdk.tell);
  ready = true;
};

const refused = (cause) => {
  throw failure(
    "wasm_unavailable",
    "WebAssembly is refused here. Allow 'wasm-unsafe-eval' in script-src, or import alter-connect/js.",
    { cause },
  );
};

/** Compiles at once, which Chrome before 115 refuses. */
const compileNow = () => {
  try {
    ready || adopt(now(sdk.imports));
  } catch (cause) {
    refused(cause);
  }
};

/** Compiles beside the page's own work. */
let preparation;
const compileAsync = () => (preparation ||= ready ? Promise.resolve() : soon(sdk.imports).then(adopt, refused));

let waiting;
/** The same, once the page has nothing better to do. */
const compileWhenIdle = () =>
  (waiting ||= new Promise((resolve) => {
    (window.requestIdleCallback || setTimeout)(resolve, { timeout: LATEST });
  }).then(compileAsync));
const report = (error) => console.error("[Alter Connect]", error.message);

// The state of each instance. `number` is its address in the wasm; until it has one, calls are queued.
const instances = new WeakMap();
// Where it is missing (Safari 14.0), instances stay in memory.
const collected = globalThis.FinalizationRegistry && new FinalizationRegistry((number) => sdk.release(number));
// How to reject each pending connect(), and its instance: destroy() emits no event that would do it.
const pending = new Map();

const stateOf = (connect) => {
  const instance = instances.get(connect);
  if (!instance) throw failure("illegal_constructor", "Use AlterConnect.create().");
  return instance;
};

const numberOf = (connect) => {
  const instance = stateOf(connect);
  if (!instance.number) {
    compileNow();
    instance.number = scoped(() => sdk.create(enter(instance.config || {})));
    collected?.register(connect, instance.number);
    for (const late of instance.calls.splice(0)) call(connect, ...late);
  }
  return instance.number;
};

/** Calls a function of the wasm for an instance; throws what it refuses with. */
const call = (connect, method, ...values) => {
  const number = numberOf(connect);
  const refusal = scoped(() => value(method(number, ...values.map(enter))), () => sdk.abandon(number));
  if (refusal) throw failure(refusal.code, refusal.message);
};

/** Whether a call goes to the wasm now; otherwise it is queued. */
const callsNow = (connect) => stateOf(connect).ended || ready;

/** The same as `call`, but nothing is compiled for it. */
const callOrQueue = (connect, ...late) => {
  if (callsNow(connect)) call(connect, ...late);
  else stateOf(connect).calls.push(late);
};

/** The same for what a destroyed instance has done already. */
const unlessEnded = (connect, ...late) => stateOf(connect).ended || callOrQueue(connect, ...late);

export default class AlterConnect {
  constructor() {
    stateOf(this);
  }
  static create(config) {
    const connect = Object.create(AlterConnect.prototype);
    instances.set(connect, { config, calls: [] });
    // A page that the user comes back to shows its own address again before the app reads it, and debug logs in order.
    const urgent = attempt(() => location.search.includes("alter_connect_") || config?.debug);
    if (urgent) {
      attempt(compileNow);
      if (ready) numberOf(connect);
    }
    // On a server there is nothing to get ready for.
    // Stryker disable next-line ConditionalExpression,LogicalOperator: on a server, the tests in Node notice
    if (!ready && globalThis.window) {
      const soonest = urgent ? compileAsync() : compileWhenIdle();
      // With its first look at the session storage, which takes as long as all the rest, done before the click.
      soonest.then(() => numberOf(connect)).catch(report);
    }
    return connect;
  }
  async open(options) {
    const instance = stateOf(this);
    const { closed } = instance;
    try {
      numberOf(this);
    } catch {
      await compileAsync();
      // The app has changed its mind meanwhile.
      if (instance.closed !== closed) return;
    }
    call(this, sdk.open, options);
  }
  connect(options) {
    return new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      // Browsers before 2022 have no reason.
      const reason = () => signal.reason ?? new DOMException("Aborted", "AbortError");
      if (signal?.aborted) throw reason();
      let ours, stop;
      const end = (settle, value) => {
        stop?.();
        pending.delete(closed);
        signal?.removeEventListener("abort", abort);
        settle(value);
      };
      const fail = ({ code, message, details }) =>
        end(reject, Object.assign(failure(code, message, details), { docs: DOCS + code }));
      // The flow before may end while ours opens.
      const closed = () => (ours ? fail({ code: "closed", message: "The app closed the window." }) : (ours = true));
      const abort = () => {
        end(reject, reason());
        if (ours) this.close();
      };
      try {
        ours = !this.isOpen();
        stop = this.on("close", closed);
        // Stryker disable next-line BlockStatement: open() would reject with the same
      } catch (error) {
        return fail(error);
      }
      pending.set(closed, this);
      signal?.addEventListener("abort", abort);
      const opened = this.open({
        __proto__: options,
        onSuccess: (grants) => end(resolve, grants),
        onError: fail,
        onExit: () => fail({ code: "exit", message: "The user closed the window." }),
      });
      const started = ours;
      opened.then(() => started || fail({ code: "already_open", message: "Another flow is open; its window is in front now." }), fail);
    });
  }
  close() {
    stateOf(this).closed = {};
    attempt(compileNow);
    callOrQueue(this, sdk.close);
  }
  destroy() {
    unlessEnded(this, sdk.destroy);
    stateOf(this).ended = true;
    pending.forEach((connect, closed) => connect === this && closed());
  }
  on(event, handler) {
    callOrQueue(this, sdk.on, event, handler);
    return () => void unlessEnded(this, sdk.off, event, handler);
  }
  off(event, handler) {
    if (callsNow(this)) call(this, sdk.check);
    callOrQueue(this, sdk.off, event, handler);
  }
  isOpen() {
    if (!callsNow(this)) return false;
    call(this, sdk.check);
    return sdk.isOpen(numberOf(this));
  }
  async takeRedirectResult() {
    await compileAsync();
    numberOf(this);
    await scoped(() => value(sdk.decided()));
    return scoped(() => value(sdk.takeRedirectResult())) ?? null;
  }
  getVersion() {
    return version;
  }
}
