// What a visitor could feel of an SDK, measured step by step; `?sdk=` says of which. The script's bytes are here before the
// clock starts: what is measured is the browser's work on them and the script's own.
"use strict";

if (!crossOriginIsolated) throw new Error("Only an isolated page has a clock that is fine enough");

const sdkAddress = `/bench/sdk/${new URLSearchParams(location.search).get("sdk")}`;
const nothingAddress = "/bench/sdk/nothing";

/** The origin of the messages that stand in for the hosted page's. */
const hosted = "https://hosted.example";

/** Longer than a page needs to become idle, and the SDK to get ready then. */
const IDLE = 150;

/** What was measured, or `{failure}`; the program waits for it. */
var result = null;

const measure = (work) => () => {
  result = null;
  work().then(
    (figures) => {
      result = figures;
    },
    (error) => {
      result = { failure: String(error) };
    },
  );
};

const now = () => performance.now();
const idle = () =>
  new Promise((resolve) => {
    setTimeout(resolve, IDLE);
  });

/** Adds an element to the page, and waits until it has loaded. */
const load = (name, properties) =>
  new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), properties);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${element.src || element.href} does not load`));
    document.head.append(element);
  });
const run = (src) => load("script", { src });

/** What takes the popup's place: a blank page that goes nowhere. It has what a page has: an exception takes its time. */
const popup = {
  closed: false,
  close() {},
  focus() {},
  location: { href: "about:blank", replace() {} },
  document: { documentElement: {}, body: { style: {} } },
  sessionStorage: { setItem() {} },
};
let opened;
window.open = () => {
  opened = now();
  return popup;
};

let sdk;

const open = async () => {
  const click = now();
  await sdk.open({ token: "bench", onSuccess() {} });
  return opened - click;
};

/** All but the SDK: what the step after this takes by itself. */
var nothing = measure(async () => {
  await run(nothingAddress);
  await idle();
  return {};
});

/** Creates an instance, and waits until the page has been idle. */
var create = measure(async () => {
  await run(sdkAddress);
  const start = now();
  sdk = AlterConnect.create();
  const created = now() - start;
  await idle();
  return { "`create()`": created };
});

/** The click of somebody who has read the page. */
var click = measure(async () => {
  const took = await open();
  sdk.close();
  return { "from the first click to the window": took };
});

/** The click of somebody who was quicker than the page. */
var clickAtOnce = measure(async () => {
  await run(sdkAddress);
  const start = now();
  sdk = AlterConnect.create();
  const created = now() - start;
  return { "`create()` and a click at once": created + (await open()) };
});

/** The hosted page's answer with so many grants: an event with its data as it comes out of a message. */
function answer(count) {
  const grants = Array.from({ length: count }, (_, index) => ({
    grant_id: `3e0ff1a2-0000-4000-8000-${String(index).padStart(12, "0")}`,
    provider: "google",
    provider_name: "Google",
    account_identifier: `user-${index}@example.com`,
    timestamp: "2026-01-01T00:00:00.000Z",
    operation: "creation",
    scopes: ["calendar.readonly", "email"],
    status: "active",
  }));
  const data = structuredClone({ type: "alter_connect_success", grants });
  // Only windows may be given to the constructor.
  return Object.defineProperty(new MessageEvent("message", { data, origin: hosted }), "source", { value: popup });
}

/** Milliseconds from the dispatch of an answer to onSuccess, in so many flows. */
async function granting(count, times) {
  let sum = 0;
  for (let index = 0; index < times; index++) {
    const event = answer(count);
    let start;
    await new Promise((resolve, reject) => {
      const onSuccess = (grants) => {
        sum += now() - start;
        if (grants.length === count) resolve();
        else reject(new Error(`${grants.length} grants of ${count}`));
      };
      sdk.open({ token: "bench", baseURL: hosted, onSuccess, onError: reject });
      start = now();
      dispatchEvent(event);
    });
  }
  return sum / times;
}

/** Results with few grants and with many: of a first flow, and of flows that the engine has seen before. */
var grants = measure(async () => {
  const figures = { "a result with 1 grant, first flow": await granting(1, 1) };
  for (const [count, times] of [
    [1, 100],
    [10, 50],
    [100, 20],
  ]) {
    figures[`a result with ${count} grant${count > 1 ? "s" : ""}`] = await granting(count, times);
  }
  return figures;
});

addEventListener(
  "load",
  measure(async () => {
    await Promise.all([sdkAddress, nothingAddress].map((href) => load("link", { rel: "preload", as: "script", href })));
    await idle();
    return {};
  }),
);
