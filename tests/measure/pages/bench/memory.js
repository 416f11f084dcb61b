// Loads the SDK and runs flows, step by step: between the steps the program has the garbage collected and reads the heap.
'use strict';

let memory;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...values) => {
  const made = await instantiate(...values);
  memory = Object.values(made.instance.exports).find((value) => value instanceof WebAssembly.Memory);
  return made;
};

/** Bytes of the wasm's memory. */
var wasmMemory = () => memory?.buffer.byteLength ?? 0;

let sdk;
async function create() {
  await run(sdkAddress);
  sdk = AlterConnect.create();
  // Time to get ready.
  await pause(500);
  return {};
}

async function flows(times) {
  for (let index = 0; index < times; index++) {
    await new Promise((resolve, reject) => {
      sdk.open({ token: 'bench', baseURL: hosted, onSuccess: resolve, onError: reject });
      dispatchEvent(answered(2));
    });
    // Timers and whatever else a flow leaves to the event loop have their turn.
    if (index % 500 === 499) await pause(0);
  }
  return {};
}

result = {};
