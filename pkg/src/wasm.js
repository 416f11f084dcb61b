// The SDK as WebAssembly.
import hex from "sdk:bytes";

// Browsers older than 2025 have no fromHex.
const bytes = () => Uint8Array.fromHex?.(hex) ?? Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));

export const now = (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes()), imports).exports;
export const soon = async (imports) => (await WebAssembly.instantiate(bytes(), imports)).instance.exports;
export const isTrap = (cause) => cause instanceof WebAssembly.RuntimeError;
