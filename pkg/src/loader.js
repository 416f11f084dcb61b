// Instantiates the wasm at the first create(), synchronously and once. Nothing happens at import.
import { AlterConnect, __wbg_set_wasm, imports } from "../build/alter_connect_bg.js";
import bytes from "wasm:bytes";

const { create } = AlterConnect;
let ready;

function instantiate() {
  try {
    const module = new WebAssembly.Module(Uint8Array.from(bytes, (char) => char.charCodeAt()));
    __wbg_set_wasm(new WebAssembly.Instance(module, imports).exports);
  } catch (cause) {
    throw Object.assign(
      new Error(
        "WebAssembly does not run here. Under a Content-Security-Policy, add 'wasm-unsafe-eval' to script-src.",
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
