// @vitest-environment jsdom
import { act, createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import AlterConnect from "alter-connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useAlterConnect } from "alter-connect/react";
import { mockConnect } from "alter-connect/testing";

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

function Account({ name, ...options }) {
  const { open, status, grants, error } = useAlterConnect({ token: () => "t", ...options });
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
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const shows = (...accounts) =>
  act(async () =>
    root.render(
      accounts.map((account) => {
        const options = typeof account === "string" ? { name: account } : account;
        return createElement(Account, { key: options.name, ...options });
      }),
    ),
  );
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

test("the last return counts, and whose it is", async () => {
  alter.returnWith({ error: "provider_error", owner: "team-1" });
  alter.returnWith({ error: "connect_denied" });
  await shows("only");
  expect(text("only")).toBe("idle connect_denied");
});

test("grants of a component that is gone are told to the page, and to no other component", async () => {
  const told = [];
  const tell = ({ detail }) => told.push([detail.grants[0].account_identifier, detail.owner]);
  document.addEventListener("alter-unclaimed", tell);
  await shows("gone", "first", { name: "owned", owner: "team-1" });
  await click("gone");
  await shows("first", { name: "owned", owner: "team-1" });
  await act(() => alter.grant());
  document.removeEventListener("alter-unclaimed", tell);
  expect(told).toEqual([["ada@example.com", undefined]]);
  expect([text("first"), text("owned")]).toEqual(["idle undefined", "idle undefined"]);
});

test("or to a component of the same owner", async () => {
  await shows({ name: "gone", owner: "team-2" }, "anyone", { name: "other", owner: "team-1" }, { name: "same", owner: "team-2" });
  await click("gone");
  await shows("anyone", { name: "other", owner: "team-1" }, { name: "same", owner: "team-2" });
  await act(() => alter.grant());
  expect(["anyone", "other", "same"].map(text)).toEqual(["idle undefined", "idle undefined", "done ada@example.com"]);
});

test.each([
  [10 * 60_000 - 1, "done ada@example.com"],
  [10 * 60_000, "idle undefined"],
])("or to one of the same owner that comes within ten minutes: %i ms", async (later, shown) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await shows({ name: "gone", owner: 7 });
  await click("gone");
  await shows();
  await act(() => alter.grant());
  vi.setSystemTime(Date.now() + later);
  await shows({ name: "late", owner: "7" });
  expect(text("late")).toBe(shown);
});

test("unless the page has taken them", async () => {
  document.addEventListener("alter-unclaimed", (event) => event.preventDefault(), { once: true });
  await shows({ name: "gone", owner: "team-1" });
  await click("gone");
  await shows();
  await act(() => alter.grant());
  await shows({ name: "late", owner: "team-1" });
  expect(text("late")).toBe("idle undefined");
});

test("a component that is for another owner now neither shows nor gets what the former asked for", async () => {
  const onSuccess = vi.fn();
  const team = (owner) => shows({ name: "team", owner, onSuccess });
  await team("team-1");
  await click("team");
  expect(text("team")).toBe("open undefined");
  await team("team-2");
  expect(text("team")).toBe("idle undefined");
  await act(() => alter.grant());
  expect(text("team")).toBe("idle undefined");
  expect(onSuccess).not.toHaveBeenCalled();
  await team("team-1");
  expect(text("team")).toBe("done ada@example.com");
  await team("team-2");
  expect(text("team")).toBe("idle undefined");
});

test("a click for another owner ends the flow of the former", async () => {
  await shows({ name: "team", owner: "team-1" });
  await click("team");
  await shows({ name: "team", owner: "team-2", connectUrl: "", token: () => "second" });
  await click("team");
  expect((await alter.opened()).hash).toBe("#session=second");
  await act(() => alter.grant());
  expect(text("team")).toBe("done ada@example.com");
});

test("the result of a redirect goes to the owner that left", async () => {
  alter.returnWith({ grant: {}, owner: "team-2" });
  await shows("anyone", { name: "other", owner: "team-1" });
  await shows("anyone", { name: "other", owner: "team-1" }, { name: "same", owner: "team-2" });
  expect(["anyone", "other", "same"].map(text)).toEqual(["idle undefined", "idle undefined", "done ada@example.com"]);
});

/** jsdom says that it can't leave a page. */
const unable = () => vi.spyOn(console, "error").mockImplementation(() => {});

test("a redirect is of the owner whose page left, and not of the last that was clicked", async () => {
  unable();
  let give;
  const late = (owner, token) => ({ name: owner, owner, token, display: "redirect" });
  await shows(late("team-1", () => new Promise((resolve) => (give = resolve))), late("team-2", () => new Promise(() => {})));
  await click("team-1");
  await click("team-2");
  await act(async () => give("t"));
  expect(sessionStorage.getItem("alter_connect_owner")).toBe("team-1");
});

test("a page that the user comes back to may be left again for the same return", async () => {
  unable();
  await shows({ name: "team", owner: "team-1", display: "redirect" });
  await click("team");
  await act(async () => dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })));
  expect(text("team")).toBe("idle undefined");
  expect(sessionStorage.getItem("alter_connect_owner")).toBe("team-1");
});

test("a click for another owner leaves a result to the owner that it is for", async () => {
  alter.returnWith({ grant: {}, owner: "team-1" });
  const [one, two] = [{ name: "one", owner: "team-2" }, { name: "two", owner: "team-2" }];
  await shows(one);
  expect(location.search).toBe("");
  await click("one");
  await shows(one, two);
  await act(() => alter.exit());
  await shows(one, two, "anyone");
  expect(["one", "two", "anyone"].map(text)).toEqual(["idle undefined", "idle undefined", "idle undefined"]);
  await shows(one, two, "anyone", { name: "theirs", owner: "team-1" });
  expect(text("theirs")).toBe("done ada@example.com");
});

test("a popup that comes home brings the result of the owner that opened it", async () => {
  sessionStorage.setItem("alter_connect_opened_for", "team-1");
  sessionStorage.setItem("alter_connect_relay", JSON.stringify({ timestamp: Date.now(), nonce: crypto.randomUUID() }));
  history.replaceState(null, "", "?alter_connect_success=true&grant_id=g&provider=google&account_identifier=ada@example.com");
  await shows({ name: "other", owner: "team-2" });
  await vi.waitFor(() => expect(location.search).toBe(""), 5_000);
  await shows({ name: "other", owner: "team-2" }, { name: "same", owner: "team-1" });
  await vi.waitFor(() => expect(text("same")).toBe("done ada@example.com"), 5_000);
  expect(text("other")).toBe("idle undefined");
});

test.each([{ error: "connect_denied" }, { grant: {} }])("a redirect's result outlives the component that took it: %o", async (result) => {
  alter.returnWith(result);
  await act(async () => {
    root.render(createElement(Account, { name: "gone" }));
    await null;
    flushSync(() => root.render(null));
  });
  await shows("next");
  expect(text("next")).toBe(result.error ? "idle connect_denied" : "done ada@example.com");
});

test.each(["a word", null, undefined, 7, new Error("of the app's")])("options that throw are an outcome: %s", async (thrown) => {
  let outcome;
  function Broken() {
    const { open, status, error } = useAlterConnect({
      token: "t",
      get connectUrl() {
        throw thrown;
      },
    });
    return createElement("button", { id: "broken", onClick: () => (outcome = open()) }, `${status} ${error?.code}`);
  }
  await act(async () => root.render(createElement(Broken)));
  await click("broken");
  const { error } = await outcome;
  expect(error).toMatchObject({ code: "invalid_options", details: { reason: thrown } });
  expect(text("broken")).toBe("idle invalid_options");
});

test("a click whose options are refused leaves the flow that is open", async () => {
  const onError = vi.fn();
  await shows({ name: "only", onError });
  await click("only");
  await shows({ name: "only", onError, token: undefined });
  await click("only");
  expect(text("only")).toBe("open undefined");
  expect(onError.mock.calls).toMatchObject([[{ code: "invalid_options" }]]);
  await act(() => alter.grant([{ account_identifier: "ada@example.com" }]));
  expect(text("only")).toBe("done ada@example.com");
});

test("the SDK's own configuration is an option; it may change until the next flow", async () => {
  const create = vi.spyOn(AlterConnect, "create");
  await shows({ name: "only", closeGrace: 100 });
  expect(create.mock.calls).toEqual([[{ closeGrace: 100 }]]);
  await shows({ name: "only", closeGrace: 200, debug: false });
  await click("only");
  await act(() => alter.grant());
  expect(create.mock.calls.slice(1)).toEqual([[{ closeGrace: 200, debug: false }]]);
  expect(text("only")).toBe("done ada@example.com");
  create.mockRestore();
});
