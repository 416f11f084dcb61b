// The SDK as WebAssembly.
import text, { LEAST, STEP } from "sdk:bytes";

// A character is a byte; one below LEAST says what is added to the next (bundle.mjs writes it). A plain loop is what Firefox and
// Chromium take least time for on a cold start.
const bytes = () => {
  const bytes = [];
  let more = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place) - LEAST;
    if (code < 0) {
      more = code * STEP;
    } else {
      bytes.push(code + more);
      more = 0;
    }
  }
  return new Uint8Array(bytes);
};

export default (imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes()), imports).exports;
