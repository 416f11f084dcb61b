// The SDK without WebAssembly: the same code as JavaScript, for browsers and policies that have none.
import instantiate from "sdk:script";

export const now = instantiate;
export const soon = async (imports) => instantiate(imports);
// wasm2js turns a trap into abort(), which throws this.
export const isTrap = (cause) => cause.message === "abort";
