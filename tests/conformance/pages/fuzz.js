// Both SDKs hear the same random messages, and have to say the same about each.
//
// The messages come from a frame that has the popup's name: window.open() gives it to the reference like a popup, its source
// and origin are a popup's, but it survives close(), so that thousands of flows need not open thousands of windows. Ours
// opens a blank page first, which would end the frame: it gets a stand-in, and each message once more, as if it were the
// stand-in's, from an origin that the reference does not listen to.
import { equal } from "./equal.js";
import { origins } from "./describe.js";

// A new frame every so often: browsers limit how often one may be navigated.
const BATCH = 40;

// Both SDKs fill in this moment; let it be the same.
Date.prototype.toISOString = () => "2000-01-01T00:00:00.000Z";

const OURS = "https://ours.test";
/** @type {any} */
const standIn = { closed: false, close() {}, focus() {}, location: { href: "about:blank", replace() {} } };
const openWindow = window.open.bind(window);
window.open = (url, ...rest) => (url === "about:blank" ? standIn : openWindow(url, ...rest));

function repeatForOurs(data) {
  const event = new MessageEvent("message", { data, origin: OURS });
  // Only windows may be given to the constructor.
  dispatchEvent(Object.defineProperty(event, "source", { value: standIn }));
}

class Subject {
  constructor(AlterConnect, script, baseURL) {
    this.script = script;
    this.baseURL = baseURL;
    this.sdk = AlterConnect.create();
    /** @type {{ what: string, values: any[] }[]} */
    this.heard = [];
    this.threw = false;
  }

  open() {
    this.heard = [];
    this.threw = false;
    if (this.sdk.isOpen()) this.sdk.close();
    const hear =
      (what) =>
      (...values) =>
        this.heard.push({ what, values });
    this.sdk.open({
      token: "fuzz",
      baseURL: this.baseURL,
      onSuccess: hear("success"),
      onError: hear("error"),
      onExit: hear("exit"),
    });
  }

  /** What the last message came to: {what, values}. */
  verdict() {
    if (this.threw) return { what: "hang", values: [] };
    if (this.heard.length > 1) return { what: "heard more than once", values: this.heard };
    if (this.heard.length === 0) return { what: this.sdk.isOpen() ? "ignored" : "ended unheard", values: [] };
    return this.heard[0];
  }
}

const reference = new Subject(Reference, "reference.js", origins.hosted);
const ours = new Subject(AlterConnect, "sdk.js", OURS);

addEventListener("error", ({ filename, error }) => {
  const thrower = [reference, ours].find(({ script }) => filename.endsWith(script));
  if (thrower) thrower.threw = true;
  else progress.broken(error);
});

const text = (value, otherwise) => (typeof value === "string" ? value : otherwise);
const isGrant = (item) => !!text(item?.grant_id) && !!text(item?.provider);
const FIELDS = [
  ...["grant_id", "provider", "provider_name", "account_identifier", "timestamp", "operation", "scopes", "status"],
  "metadata",
];

/** The fields of an item that no grant has, as point 35 passes them on. */
function extraOf(item) {
  const others = Object.entries(item).filter(([key]) => !FIELDS.includes(key));
  return others.length && !("alter_connect_success" in item) ? { extra: Object.fromEntries(others) } : {};
}

/** What the reference says of a message, with the types that are promised: it passes on what it gets. */
function typed(verdict, message) {
  const isRecord = (value) => Object.prototype.toString.call(value) === "[object Object]";
  const [value] = verdict.values;
  if (verdict.what === "error") {
    const message = text(value.message, "OAuth authorization failed");
    return { ...verdict, values: [{ ...value, code: text(value.code, "oauth_error"), message }] };
  }
  if (verdict.what !== "success") return verdict;
  // Copied first: a list may have a `constructor` of its own, which filter() would call.
  const items = Array.from(message.grants).filter(isGrant);
  const grants = Array.from(value)
    .filter(isGrant)
    .map((grant, index) => ({
      ...grant,
      ...extraOf(items[index]),
      provider_name: text(grant.provider_name, grant.provider),
      account_identifier: text(grant.account_identifier, ""),
      timestamp: text(grant.timestamp, new Date().toISOString()),
      scopes: Array.from(grant.scopes).filter((scope) => typeof scope === "string"),
      metadata: isRecord(grant.metadata) ? grant.metadata : undefined,
    }));
  if (grants.length > 0) return { ...verdict, values: [grants] };
  return { what: "error", values: [{ code: "invalid_response", message: "" }] };
}

/** Each SDK has a sentence of its own for `invalid_response`, and ours has the message beside it. */
function sameVerdict(a, b, message) {
  const code = a.values[0]?.code;
  if (a.what === "error" && code === "invalid_response" && !a.values[0].details) {
    // A success without a list may be the one grant itself.
    if (!message.grants && isGrant(message)) return b.what === "success" && b.values[0].length === 1;
    const [error] = b.values;
    return error.code === code && typeof error.message === "string" && equal(error.details, message);
  }
  return a.what === b.what && equal(a.values, b.values);
}

/** @type {Record<string, any>} */
const result = { success: 0, error: 0, ignored: 0, declared: 0, uncloneable: 0, differences: [] };
/** The frame that is played. @type {any} */
let progress = null;

function differ(number, a, b) {
  if (result.differences.length < 5) {
    const sent = sketch(progress.sent);
    result.differences.push({ number, sent, reference: sketch(a), ours: sketch(b) });
  }
}

let ofOurs;
let last;
addEventListener("message", ({ data, source }) => {
  if (source !== progress?.frame.contentWindow) return;
  if (data?.hosted === "ready") return progress.ready();
  if (data?.broken) return progress.broken(new Error(data.broken));
  if (typeof data?.mark !== "number") {
    last = data;
    return repeatForOurs(data);
  }
  progress.sent = last;
  judge(data);
});

function judge({ mark, sent, trips, cleaned }) {
  if (cleaned) {
    // The reference without what it trips over has to say what ours said with it.
    const expected = typed(reference.verdict(), ofOurs.message);
    if (!sameVerdict(expected, ofOurs.verdict, ofOurs.message)) differ(mark, expected, ofOurs.verdict);
    return next(mark);
  }
  const message = progress.sent;
  const [a, b] = [typed(reference.verdict(), message), ours.verdict()];
  if (!sent) result.uncloneable += 1;
  if (trips && a.what === "hang") {
    result.declared += 1;
    ofOurs = { message, verdict: b };
    reference.open();
    return;
  }
  if (sameVerdict(a, b, message) && a.what in result) result[a.what] += 1;
  else differ(mark, a, b);
  if (!trips) next(mark);
}

function next(mark) {
  if (mark + 1 === progress.to) return progress.done();
  for (const subject of mark % 2 ? [reference, ours] : [ours, reference]) subject.open();
}

/** Plays the messages `from` to `to` (exclusive) of a seed; the sums are in `result`. */
async function fuzz(seed, from, to) {
  for (let start = from; start < to; start += BATCH) {
    const end = Math.min(start + BATCH, to);
    const frame = document.createElement("iframe");
    frame.name = "alter_oauth_popup";
    frame.src = `${origins.hosted}/sdk/oauth/connect#session=fuzz`;
    await new Promise((ready) => {
      progress = { frame, ready, to: end };
      document.body.append(frame);
    });
    reference.open();
    ours.open();
    await new Promise((done, broken) => {
      Object.assign(progress, { done, broken });
      frame.contentWindow?.postMessage({ fuzz: { seed, from: start, to: end } }, "*");
    });
    for (const { sdk } of [reference, ours]) sdk.close();
    progress = null;
    frame.remove();
  }
}

/** For the test: `fuzzed` becomes the result, or why there is none. */
Object.assign(window, {
  fuzzed: null,
  startFuzz: (/** @type {[number, number, number]} */ ...messages) =>
    fuzz(...messages).then(
      () => Object.assign(window, { fuzzed: result }),
      (error) => Object.assign(window, { fuzzed: { failure: String(error) } }),
    ),
});

/** Enough of a value to recognise it. */
function sketch(value, depth = 6) {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (depth === 0) return kind;
  const entries = Object.keys(value)
    .slice(0, 12)
    .map((key) => `${key}: ${sketch(value[key], depth - 1)}`);
  return `${kind}{${entries.join(", ")}}`;
}
