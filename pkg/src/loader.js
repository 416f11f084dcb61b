// The class AlterConnect. The wasm is instantiated at the first create(), synchronously and once; nothing happens at import.
import * as sdk from "../build/alter_connect_bg.js";
import { enter, scoped, value } from "sdk:values";
import hex from "sdk:wasm";
import { DOCS } from "./docs.js";

// Stack that a call needs at the very most, in bytes. Who has used up all but this calls in circles.
const RESERVE = 4096;

const failure = (code, message, details) => Object.assign(new Error(message), { code, details });

// An exception that crosses wasm, as a trap does, leaves its stack where it was: it is put back here.
const guarded = (stack, action) => (...values) => {
  const depth = stack.value;
  if (depth < RESERVE) throw new RangeError("Maximum call stack size exceeded");
  try {
    return action(...values);
  } catch (cause) {
    stack.value = depth;
    throw cause instanceof WebAssembly.RuntimeError
      ? failure("internal_error", "Out of memory, or a defect of the SDK. Call open() again.", { cause })
      : cause;
  }
};

const instantiate = () => {
  try {
    // Browsers older than 2025 have no fromHex.
    const bytes = Uint8Array.fromHex?.(hex) ?? Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), sdk.imports);
    const all = Object.entries(exports);
    const [, stack] = all.find(([, value]) => value instanceof WebAssembly.Global);
    sdk.__wbg_set_wasm(Object.fromEntries(all.map(([name, value]) => [name, guarded(stack, value)])));
  } catch (cause) {
    throw failure(
      "wasm_unavailable",
      "WebAssembly does not run here. Under a Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src; Chrome needs version 115.",
      { cause },
    );
  }
};

// The numbers of the instances. Nobody else can make an object that has one.
const numbers = new WeakMap();
// Where it is missing (Safari 14.0), instances stay in memory.
const collected = globalThis.FinalizationRegistry && new FinalizationRegistry((number) => sdk.release(number));
let ready;
// How to end each pending connect(), and whose it is: the bus says nothing of destroy().
const pending = new Map();

const numberOf = (connect) => {
  const number = numbers.get(connect);
  if (!number) throw failure("illegal_constructor", "This is no instance of the SDK. Use AlterConnect.create().");
  return number;
};

/** Calls a function of the wasm for an instance; throws what it refuses with. */
const call = (connect, method, ...values) => {
  const number = numberOf(connect);
  const refusal = scoped(() => value(method(number, ...values.map(enter))), () => sdk.abandon(number));
  if (refusal) throw failure(refusal.code, refusal.message);
};

export default class AlterConnect {
  constructor() {
    numberOf(this);
  }
  static create(config) {
    ready ||= (instantiate(), true);
    const connect = Object.create(AlterConnect.prototype);
    const number = scoped(() => sdk.create(enter(config || {})));
    numbers.set(connect, number);
    collected?.register(connect, number);
    return connect;
  }
  async open(options) {
    call(this, sdk.open, options);
  }
  connect(options) {
    return new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      if (signal?.aborted) throw signal.reason;
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
        end(reject, signal.reason);
        if (ours) this.close();
      };
      try {
        ours = !this.isOpen();
        stop = this.on("close", closed);
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
    call(this, sdk.close);
  }
  destroy() {
    call(this, sdk.destroy);
    pending.forEach((connect, closed) => connect === this && closed());
  }
  on(event, handler) {
    call(this, sdk.on, event, handler);
    return () => call(this, sdk.off, event, handler);
  }
  off(event, handler) {
    call(this, sdk.check);
    call(this, sdk.off, event, handler);
  }
  isOpen() {
    call(this, sdk.check);
    return sdk.isOpen(numberOf(this));
  }
  async takeRedirectResult() {
    await scoped(() => value(sdk.decided()));
    return scoped(() => value(sdk.takeRedirectResult())) ?? null;
  }
  getVersion() {
    return scoped(() => value(sdk.getVersion()));
  }
}
