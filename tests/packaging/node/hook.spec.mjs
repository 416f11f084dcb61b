// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useAlterConnect } from "alter-connect/react";
import { mockConnect } from "alter-connect/testing";

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

function Account() {
  const { open, status, grants, error } = useAlterConnect({ token: () => "t" });
  return createElement("button", { onClick: open }, `${status} ${grants[0]?.account_identifier ?? error?.code}`);
}

let alter;
let root;
beforeEach(() => {
  alter = mockConnect();
  root = createRoot(document.body.appendChild(document.createElement("main")));
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
  alter.restore();
});
const text = () => document.querySelector("button").textContent;

test("a component under test", async () => {
  await act(async () => root.render(createElement(Account)));
  expect(text()).toBe("idle undefined");
  await act(async () => document.querySelector("button").click());
  expect(text()).toBe("open undefined");
  await act(() => alter.grant([{ account_identifier: "ada@example.com" }]));
  expect(text()).toBe("done ada@example.com");
});

test("a component that comes back from a redirect", async () => {
  alter.returnWith({ error: "connect_denied" });
  await act(async () => root.render(createElement(Account)));
  expect(text()).toBe("idle connect_denied");
});
