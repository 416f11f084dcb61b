// The class AlterConnect. The wasm is instantiated at the first create(), synchronously and once; nothing happens at import.
import * as sdk from "../build/alter_connect_bg.js";
import hex from "wasm:hex";

let ready;

// Where it is missing (Safari 14.0), instances stay in memory.
const collected = globalThis.FinalizationRegistry && new FinalizationRegistry((number) => sdk.release(number));

const failure = (code, message, cause) => Object.assign(new Error(message), { code, details: { cause } });

function instantiate() {
  try {
    // Browsers older than 2025 have no fromHex.
    const bytes = Uint8Array.fromHex?.(hex) ?? Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), sdk.imports);
    const guarded = {};
    for (const name in exports) {
      guarded[name] = (...args) => {
        try {
          return exports[name](...args);
        } catch (cause) {
          throw cause instanceof WebAssembly.RuntimeError
            ? failure("internal_error", "Out of memory, or a defect of the SDK. Call open() again.", cause)
            : cause;
        }
      };
    }
    sdk.__wbg_set_wasm(guarded);
  } catch (cause) {
    throw failure(
      "wasm_unavailable",
      "WebAssembly does not run here. Under a Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src; Chrome needs version 115.",
      cause,
    );
  }
}

export default class AlterConnect {
  static create(config) {
    ready ||= (instantiate(), true);
    const connect = new AlterConnect();
    connect._number = sdk.create(config || {});
    collected?.register(connect, connect._number);
    return connect;
  }
  async open(options) {
    sdk.open(this._number, options);
  }
  close() {
    sdk.close(this._number);
  }
  destroy() {
    sdk.destroy(this._number);
  }
  on(event, handler) {
    sdk.on(this._number, event, handler);
    return () => sdk.off(this._number, event, handler);
  }
  off(event, handler) {
    // Throws once the instance is destroyed.
    this.isOpen();
    sdk.off(this._number, event, handler);
  }
  isOpen() {
    return sdk.isOpen(this._number);
  }
  takeRedirectResult() {
    return sdk.takeRedirectResult();
  }
  getVersion() {
    return sdk.getVersion();
  }
}
