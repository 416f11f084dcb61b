// The SDK as WebAssembly.
import text, { offset } from "sdk:bytes";

// By `map`, which is compiled after some hundred calls: a loop that runs once is interpreted to its end, and takes twice as long.
const bytes = () =>
  new Uint8Array(text.match(/%..|./g).map((byte) => (byte[1] ? parseInt(byte.slice(1), 16) : byte.charCodeAt(0)) - offset));

export default (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes()), imports).exports;
