// An app without handlers: it asks for the result once, when it mounts.
import { record } from "../../pages/record.js";

window.sdk = AlterConnect.create();

async function mount() {
  const start = performance.now();
  const result = await window.sdk.takeRedirectResult();
  record("takeRedirectResult() gave", result, performance.now() - start);
}

mount();
setTimeout(() => record("page ready"));
