// Instantiates the wasm at the first create(), synchronously and once. Nothing happens at import.
import { AlterConnect, __wbg_set_wasm, imports } from "../build/alter_connect_bg.js";
import letters from "wasm:letters";

const { create } = AlterConnect;
let ready;

function instantiate() {
  try {
    const half = (index) => letters.charCodeAt(index) & 15;
    const bytes = Uint8Array.from({ length: letters.length / 2 }, (_, index) => half(2 * index) << 4 | half(2 * index + 1));
    const module = new WebAssembly.Module(bytes);
    __wbg_set_wasm(new WebAssembly.Instance(module, imports).exports);
  } catch (cause) {
    throw Object.assign(
      new Error(
        "WebAssembly does not run here. Under a Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src; Chrome needs version 115.",
      ),
      { code: "wasm_unavailable", details: { cause } },
    );
  }
}

AlterConnect.create = (config) => {
  ready ||= (instantiate(), true);
  return create(config);
};

export default AlterConnect;
