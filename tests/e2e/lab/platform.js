// Breaks one function of the platform at a time, for good, and plays flows without it.
import { held, letGo, text } from "./ledger.js";
import { SUCCESS, clear, comeBack, flow, hangs, leave, settle, settled } from "./stand_in.js";

/** What a flow may do without. */
export const SPARE = [
  "EventTarget.prototype.removeEventListener",
  "clearTimeout",
  "BroadcastChannel",
  "BroadcastChannel.prototype.postMessage",
  "BroadcastChannel.prototype.close",
  "sessionStorage",
  "Storage.prototype.getItem",
  "Storage.prototype.setItem",
  "Storage.prototype.removeItem",
  "history.replaceState",
  "URLSearchParams",
  "JSON.parse",
  "JSON.stringify",
  "Date.prototype.toISOString",
  "document.hasFocus",
  "crypto",
  "crypto.randomUUID",
  "navigator.locks",
  "navigator.locks.request",
  "console.log",
  "console.error",
  "StandIn.prototype.sessionStorage",
  "StandIn.prototype.document",
  "StandIn.prototype.focus",
  "StandIn.prototype.close",
];

/** What a flow may fail for: with an error, at once. */
export const ESSENTIAL = [
  "EventTarget.prototype.addEventListener",
  "open",
  "setTimeout",
  "URL",
  "Promise.allSettled",
  "Date",
  "Date.now",
  "performance.now",
  "navigator.userAgent",
  "StandIn.prototype.location",
];

/** Makes a function throw, or a property; gives the function that mends it. */
function breakDown(path) {
  const names = path.split(".");
  const name = names.pop();
  const owner = names.reduce((object, key) => object[key], window);
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const broken = function () {
    throw new Error(`${path} is broken`);
  };
  const isFunction = typeof (own ? own.value : owner[name]) === "function";
  const how = isFunction ? { value: broken } : { get: broken, set: broken };
  Object.defineProperty(owner, name, { configurable: true, ...how });
  return () => (own ? Object.defineProperty(owner, name, own) : delete owner[name]);
}

/** What goes wrong on a page without this function. */
export async function lack(path) {
  const defects = [];
  const before = text(await held());

  // A return from the Connect page.
  leave();
  comeBack();
  let mend = breakDown(path);
  const created = await settled(() => AlterConnect.create({ debug: true }));
  if ("thrown" in created) defects.push(`create() threw ${created.thrown}`);
  const taken = await settled(() => created.value?.takeRedirectResult());
  if (taken.thrown === hangs) defects.push("takeRedirectResult() hangs");
  mend();
  clear();

  const told = [];
  for (const token of ["token", async () => "token"]) {
    mend = breakDown(path);
    told.push(await flow({ token }));
    mend();
    clear();
  }
  if (SPARE.includes(path) && told.some((one) => one !== SUCCESS)) defects.push(`the flows: ${told.join(", ")}`);
  if (told.some((one) => one.includes("hangs"))) defects.push(`a flow hangs: ${told.join(", ")}`);
  await settle();
  const after = text(await held());
  // What takes things away is broken: nothing can be done.
  if (after !== before && !/remove|clear|close/.test(path)) defects.push(`held: ${after}, before: ${before}`);
  letGo();
  clear();
  const next = await flow();
  if (next !== SUCCESS) defects.push(`the next flow: ${next}`);
  clear();
  return defects.map((defect) => `${path}: ${defect}`);
}
