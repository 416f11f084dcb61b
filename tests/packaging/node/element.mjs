// The element, in whatever DOM tests have.
import "alter-connect/element";
import { mockConnect } from "alter-connect/testing";
import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { set_custom_element_data } from "svelte/internal/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { h, render } from "vue";

let alter;
let told;
const tell = (event) => told.push(`${event.type} ${event.detail?.grants?.[0].account_identifier ?? event.detail?.error?.code}`);
const EVENTS = ["alter-success", "alter-error", "alter-exit", "alter-unclaimed"];
beforeEach(() => {
  alter = mockConnect();
  told = [];
  for (const name of EVENTS) document.addEventListener(name, tell);
});
afterEach(() => {
  document.body.replaceChildren();
  for (const name of EVENTS) document.removeEventListener(name, tell);
  alter.restore();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function put(html) {
  document.body.innerHTML = html;
  const element = document.querySelector("alter-connect");
  element.token = "t";
  return element;
}
const BUTTON = "<alter-connect><button>Connect</button></alter-connect>";
const button = () => document.querySelector("button");
const isOpen = (element) => vi.waitFor(() => expect(element.status).toBe("open"));

test("its button connects", async () => {
  const element = put(BUTTON);
  button().click();
  await isOpen(element);
  expect(button().getAttribute("aria-disabled")).toBe("true");
  await alter.grant();
  await vi.waitFor(() => expect(told).toEqual(["alter-success ada@example.com"]));
  expect(element.getAttribute("status")).toBe("done");
  expect(button().getAttribute("aria-disabled")).toBeNull();
});

test("what the author has disabled stays so", async () => {
  put('<alter-connect><button aria-disabled="true">Connect</button></alter-connect>');
  button().click();
  expect(alter.isOpen).toBe(false);
  button().setAttribute("aria-disabled", "false");
  button().click();
  expect(alter.isOpen).toBe(true);
  alter.exit();
  await vi.waitFor(() => expect(told).toEqual(["alter-exit undefined"]));
  expect(button().getAttribute("aria-disabled")).toBe("false");
});

test("a copy that a cache made of it in the middle of a flow is ready for the next", async () => {
  const element = put(BUTTON);
  button().click();
  await isOpen(element);
  const copy = element.cloneNode(true);
  element.replaceWith(copy);
  copy.token = "t";
  expect(copy.getAttribute("status")).toBe("idle");
  expect(button().getAttribute("aria-disabled")).toBeNull();
  await alter.grant();
  await vi.waitFor(() => expect(told).toEqual(["alter-unclaimed ada@example.com"]));
  button().click();
  await isOpen(copy);
});

test("a button that is rendered anew, deep inside, is treated as the one before", async () => {
  const element = put("<alter-connect><div><button>Connect</button></div></alter-connect>");
  const shown = () => [button().title, button().getAttribute("aria-disabled")];
  const rendered = () => (document.querySelector("div").innerHTML = "<button>Connect</button>");
  rendered();
  await vi.waitFor(() => expect(shown()).toEqual(["Opens a window", null]));
  button().click();
  await isOpen(element);
  rendered();
  await vi.waitFor(() => expect(shown()).toEqual(["Opens a window", "true"]));
  await alter.grant();
  await vi.waitFor(() => expect(shown()).toEqual(["Opens a window", null]));
});

test("it is moved in the middle of a flow", async () => {
  const element = put(`${BUTTON}<p></p>`);
  button().click();
  await isOpen(element);
  document.querySelector("p").append(element);
  await alter.grant();
  await vi.waitFor(() => expect(told).toEqual(["alter-success ada@example.com"]));
});

test.each([
  ["team-2", ["alter-unclaimed ada@example.com"]],
  ["team-1", ["alter-success ada@example.com"]],
])("another one takes its place: only with the same owner it has the grants: %s", async (owner, expected) => {
  const element = put('<alter-connect owner="team-1"><button>Connect</button></alter-connect>');
  button().click();
  await isOpen(element);
  element.outerHTML = `<alter-connect owner="${owner}"><button>Connect</button></alter-connect>`;
  await alter.grant();
  await vi.waitFor(() => expect(told).toEqual(expected));
});

test("`alter-open` is the veto; preventDefault() in a click's handler is none", async () => {
  const element = put(BUTTON);
  const veto = (event) => event.preventDefault();
  document.addEventListener("alter-open", veto);
  button().click();
  document.removeEventListener("alter-open", veto);
  expect(alter.isOpen).toBe(false);
  button().addEventListener("click", veto);
  button().click();
  await isOpen(element);
});

test.each(["ctrlKey", "metaKey", "shiftKey"])("a link that is to open in another tab or window does that: %s", async (key) => {
  const element = put("<alter-connect><a href='#connect'>Connect</a></alter-connect>");
  const pressed = (keys) => {
    const click = new MouseEvent("click", { bubbles: true, composed: true, cancelable: true, ...keys });
    element.firstChild.dispatchEvent(click);
    return [click.defaultPrevented, alter.isOpen];
  };
  expect(pressed({ [key]: true })).toEqual([false, false]);
  expect(pressed()).toEqual([true, true]);
});

test.each([
  ["<button>Connect</button> <button>Help</button> <a href='#terms'>Terms</a>", ["Connect"]],
  ["<a href='#terms'>Terms</a> <span role='button'>Connect</span>", ["Connect"]],
  ["<a href='#connect'>Connect</a> <a href='#terms'>Terms</a>", ["Connect"]],
  ["<input type='submit' value='Connect'>", [""]],
  ["<p>Nothing</p>", []],
])("what connects: %s", async (html, expected) => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  put(`<alter-connect>${html}</alter-connect>`);
  const pressed = [];
  for (const each of document.querySelectorAll("alter-connect > *")) {
    each.click();
    if (!alter.isOpen) continue;
    pressed.push(each.textContent);
    alter.exit();
    await vi.waitFor(() => expect(document.querySelector("alter-connect").status).toBe("idle"));
  }
  expect(pressed).toEqual(expected);
});

test("what connects is what the author says, and says so where there is nothing", async () => {
  const element = put('<alter-connect trigger="#there"><button>Help</button><p id="there">Connect</p></alter-connect>');
  button().click();
  expect(alter.isOpen).toBe(false);
  document.getElementById("there").click();
  await isOpen(element);
  alter.exit();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  element.trigger = "#elsewhere";
  button().click();
  button().click();
  expect(warn.mock.calls.length).toBeLessThan(2);
  warn.mockRestore();
});

/** What frameworks make of `<alter-connect token={…}><button /></alter-connect>`. */
const FRAMEWORKS = {
  "React 19": (props, page) => {
    const root = createRoot(page);
    flushSync(() => root.render(createElement("alter-connect", props, createElement("button"))));
  },
  "Vue 3": (props, page) => render(h("alter-connect", props, h("button")), page),
  "Svelte 5": (props, page) => {
    const element = page.appendChild(document.createElement("alter-connect"));
    element.append(document.createElement("button"));
    for (const [name, value] of Object.entries(props)) set_custom_element_data(element, name, value);
  },
  "a script before the element's": (props, page) => {
    const template = document.createElement("template");
    template.innerHTML = BUTTON;
    Object.assign(template.content.firstChild, props);
    page.append(template.content);
  },
};
const SECRET = "https://api.alterauth.com/sdk/oauth/connect#session=SECRET";
const GIVEN = {
  text: { connectUrl: SECRET, token: "SECRET", baseURL: "https://api.alterauth.com", sessionInit: {}, config: { debug: false } },
  functions: { connectUrl: async () => SECRET, token: () => "SECRET", sessionInit: () => ({}) },
};
const RENDERED = Object.keys(FRAMEWORKS).flatMap((framework) => Object.keys(GIVEN).map((given) => [framework, given]));

test.each(RENDERED)("what %s gives is a property, and not an attribute: %s", async (framework, given) => {
  const props = GIVEN[given];
  const page = document.body.appendChild(document.createElement("main"));
  FRAMEWORKS[framework](props, page);
  const element = page.querySelector("alter-connect");
  const { connectUrl, token, baseURL, sessionInit, config } = element;
  expect({ connectUrl, token, baseURL, sessionInit, config }).toEqual(props);
  expect(element.getAttributeNames()).toEqual(["status"]);
  button().click();
  await isOpen(element);
  expect((await alter.opened()).hash).toContain("SECRET");
});

test("what has returned waits for the listeners of a later script, also where a script sets the owner meanwhile", async () => {
  vi.spyOn(document, "readyState", "get").mockReturnValue("loading");
  alter.returnWith({ grant: {}, owner: "team-1" });
  put(BUTTON).owner = "team-1";
  await new Promise((nextScript) => setTimeout(nextScript));
  expect(told).toEqual([]);
  document.dispatchEvent(new Event("DOMContentLoaded"));
  await vi.waitFor(() => expect(told).toEqual(["alter-success ada@example.com"]));
});

const answers = (body, init) => vi.fn(async () => new Response(body, init));
const URL_ANSWER = '{"connect_url":"https://api.alterauth.com/sdk/oauth/connect#session=t"}';

test.each([
  ["its own", undefined, "application/json"],
  ["text", { body: "{}" }, "application/json"],
  ["text of another kind", { body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }, "application/x-www-form-urlencoded"],
  ["a form", { body: new URLSearchParams({ a: "b" }) }, null],
  ["a form with files", () => ({ body: new FormData() }), null],
  ["from a promise", async () => ({ headers: { "x-csrf-token": "c" } }), "application/json"],
])("the body of its request: %s", async (_, init, type) => {
  const fetched = answers(URL_ANSWER);
  vi.stubGlobal("fetch", fetched);
  const element = put('<alter-connect session-url="/api/session"><button>Connect</button></alter-connect>');
  // Vue gives an empty string for what is not there any more.
  Object.assign(element, { token: "", connectUrl: "", sessionInit: init });
  button().click();
  await isOpen(element);
  const [url, { method, headers, body }] = fetched.mock.calls[0];
  expect([url, method, headers.get("content-type")]).toEqual(["/api/session", "POST", type]);
  if (!init) expect(JSON.parse(body)).toEqual({ return_url: location.href });
});

test.each([
  ["no", { status: 500 }, "/api/session answered 500"],
  ["<!doctype html>", { headers: { "content-type": "text/html" } }, "/api/session answered with text/html that is no JSON"],
  ["null", {}, "/api/session answered without a connect_url"],
  ['{"connect_url": 7}', {}, "/api/session answered without a connect_url"],
])("an answer that is no session: %s", async (body, init, reason) => {
  vi.stubGlobal("fetch", answers(body, init));
  const element = put('<alter-connect session-url="/api/session"><button>Connect</button></alter-connect>');
  element.token = undefined;
  const failed = new Promise((resolve) => element.addEventListener("alter-error", ({ detail }) => resolve(detail.error)));
  button().click();
  const { code, details } = await failed;
  expect([code, details.reason.message]).toEqual(["token_failed", reason]);
});

test("a request that is never answered ends", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const never = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  vi.stubGlobal("fetch", never);
  const element = put('<alter-connect session-url="/api/session"><button>Connect</button></alter-connect>');
  element.token = undefined;
  const failed = new Promise((resolve) => element.addEventListener("alter-error", ({ detail }) => resolve(detail.error)));
  button().click();
  await vi.advanceTimersByTimeAsync(30_000);
  vi.useRealTimers();
  const { code, details } = await failed;
  expect([code, details.reason.message]).toEqual(["token_failed", "/api/session did not answer within 30 seconds"]);
});
