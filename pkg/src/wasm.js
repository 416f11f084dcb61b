// The SDK as WebAssembly.
import text, { offset } from "sdk:bytes";

const bytes = () => {
  const characters = unescape(text);
  let at = characters.length;
  const bytes = new Uint8Array(at);
  while (at--) bytes[at] = characters.charCodeAt(at) - offset;
  return bytes;
};

export default (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes()), imports).exports;
