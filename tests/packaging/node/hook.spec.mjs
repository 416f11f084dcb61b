// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useAlterConnect } from "alter-connect/react";
import { mockConnect } from "alter-connect/testing";

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

function Account({ name }) {
  const { open, status, grants, error } = useAlterConnect({ token: () => "t" });
  return createElement("button", { id: name, onClick: open }, `${status} ${grants[0]?.account_identifier ?? error?.code}`);
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
  vi.useRealTimers();
});
const shows = (...names) =>
  act(async () => root.render(names.map((name) => createElement(Account, { key: name, name }))));
const click = (name) => act(async () => document.getElementById(name).click());
const text = (name) => document.getElementById(name).textContent;

test("a component under test", async () => {
  await shows("only");
  expect(text("only")).toBe("idle undefined");
  await click("only");
  expect(text("only")).toBe("open undefined");
  await act(() => alter.grant([{ account_identifier: "ada@example.com" }]));
  expect(text("only")).toBe("done ada@example.com");
});

test("a component that comes back from a redirect", async () => {
  alter.returnWith({ error: "connect_denied" });
  await shows("only");
  expect(text("only")).toBe("idle connect_denied");
});

test("grants of a component that is gone go to the first that is there", async () => {
  await shows("gone", "first", "second");
  await click("gone");
  await shows("first", "second");
  await act(() => alter.grant());
  expect([text("first"), text("second")]).toEqual(["done ada@example.com", "idle undefined"]);
});

test.each([
  [10 * 60_000 - 1, "done ada@example.com"],
  [10 * 60_000, "idle undefined"],
])("or to one that comes within ten minutes: %i ms", async (later, shown) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await shows("gone");
  await click("gone");
  await shows();
  await act(() => alter.grant());
  vi.setSystemTime(Date.now() + later);
  await shows("late");
  expect(text("late")).toBe(shown);
});
