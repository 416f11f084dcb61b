// The class AlterConnect. The wasm is instantiated at the first create(), synchronously and once; nothing happens at import.
import * as sdk from "../build/alter_connect_bg.js";
import hex from "wasm:hex";

let ready;

// Where it is missing (Safari 14.0), instances stay in memory.
const collected = globalThis.FinalizationRegistry && new FinalizationRegistry((number) => sdk.release(number));

function instantiate() {
  try {
    // Browsers older than 2025 have no fromHex.
    const bytes = Uint8Array.fromHex?.(hex) ?? Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
    const module = new WebAssembly.Module(bytes);
    sdk.__wbg_set_wasm(new WebAssembly.Instance(module, sdk.imports).exports);
  } catch (cause) {
    throw Object.assign(
      new Error(
        "WebAssembly does not run here. Under a Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src; Chrome needs version 115.",
      ),
      { code: "wasm_unavailable", details: { cause } },
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
    return () => sdk.unsubscribe(this._number, event, handler);
  }
  off(event, handler) {
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
