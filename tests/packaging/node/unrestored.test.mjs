// Run by `node --test`: the process has to end with the DOM, though a flow is open and nobody calls restore().
import assert from "node:assert";
import { test } from "node:test";
import { JSDOM } from "jsdom";

test("a flow that is left open", async () => {
  const { window } = new JSDOM("", { url: "https://app.example.com/" });
  for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) globalThis[name] = window[name];
  const { mockConnect } = await import("alter-connect/testing");
  const { default: AlterConnect } = await import("alter-connect");
  const alter = mockConnect();
  void AlterConnect.create().open({ token: "t", onSuccess() {} });
  await alter.opened();
  assert.equal(alter.isOpen, true);
  window.close();
});
