// @vitest-environment node
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createElement } from "react";
import { renderToString as renderReact } from "react-dom/server";
import { expect, test } from "vitest";
import { createSSRApp, effectScope, h } from "vue";
import { renderToString as renderVue } from "vue/server-renderer";
import { environment } from "alter-connect/preflight";
import { mockConnect } from "alter-connect/testing";

const require = createRequire(import.meta.url);
const options = { connectUrl: () => Promise.reject(new Error("asked while rendering")) };

test.each([
  ["address", "returnAddress"],
  ["errors", "isAlterError"],
  ["react", "useAlterConnect"],
  ["vue", "useAlterConnect"],
  ["element", "AlterConnectElement"],
  ["testing", "mockConnect"],
  ["testing/playwright", "emulateConnect"],
  ["preflight", "diagnose"],
])("%s is imported and required", async (entry, name) => {
  const path = `alter-connect/${entry}`;
  expect(typeof (await import(/* @vite-ignore */ path))[name]).toBe("function");
  expect(typeof require(path)[name]).toBe("function");
});

test("React renders a component on the server", async () => {
  const { useAlterConnect } = await import("alter-connect/react");
  const Account = () => createElement("button", null, useAlterConnect(options).status);
  expect(renderReact(createElement(Account))).toBe("<button>idle</button>");
});

test("Vue renders a component on the server", async () => {
  const { useAlterConnect } = await import("alter-connect/vue");
  const app = createSSRApp({
    setup() {
      const { status } = useAlterConnect(options);
      return () => h("button", status.value);
    },
  });
  expect(await renderVue(app)).toBe("<button>idle</button>");
});

test.each([
  ["in a scope", (use) => effectScope().run(use)],
  ["in none", (use) => use()],
])("Vue, outside of a component: nothing of a request stays on the server: %s", async (_, run) => {
  const { useAlterConnect } = await import("alter-connect/vue");
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const request = () => {
    const given = { ...options };
    run(() => useAlterConnect(given));
    return new WeakRef(given);
  };
  const given = request();
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  expect(given.deref()).toBeUndefined();
});

test("preflight and kit say what is missing", () => {
  expect(environment()).toMatchObject({ mode: "none", storage: false });
  expect(mockConnect).toThrow("needs a DOM");
});
