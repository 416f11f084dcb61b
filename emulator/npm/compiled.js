// The package's WebAssembly, from its file.
import { readFileSync } from 'node:fs';

export const compiled = new WebAssembly.Module(readFileSync(new URL('./wasm/hosted_bg.wasm', import.meta.url)));
