// The SDK as WebAssembly.
import hex from "sdk:bytes";

// Browsers older than 2025 have no fromHex.
const bytes = () => Uint8Array.fromHex?.(hex) ?? Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));

export default (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes()), imports).exports;
