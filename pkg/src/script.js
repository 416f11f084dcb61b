// The SDK without WebAssembly: the same code as JavaScript, for browsers and policies that have none.
import instantiate from "sdk:script";

export const now = instantiate;
export const soon = async (imports) => instantiate(imports);
// The translation has an error of its own for it.
export const isTrap = (cause) => cause.message === "abort";
