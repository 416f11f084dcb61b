// The SDK on a page without the recorder: in a sandboxed frame, in a worker, or where a popup comes home. What
// create() and open() do there goes to whoever is above.
"use strict";

if (typeof window === "undefined") importScripts("/sdk.js");

async function look() {
  try {
    const sdk = AlterConnect.create();
    try {
      await sdk.open({ token: "token-1", onSuccess() {} });
      return "open() resolved";
    } catch (error) {
      return `open() rejected with ${error.code ?? error.name}`;
    }
  } catch (error) {
    return `create() threw ${error.name}`;
  }
}

const frame = typeof window === "object" && parent !== window;
if (frame) look().then((seen) => parent.postMessage({ seen }, "*"));
else if (typeof window === "object") AlterConnect.create();
else look().then((seen) => postMessage({ seen }));
