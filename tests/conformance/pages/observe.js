// What a scenario works with: `note` writes down what the app sees, in order; the rest starts flows, speaks through
// the hosted page, and waits.
'use strict';

const LIMIT = 20_000;
const EVENTS = ['success', 'error', 'exit', 'close', 'event'];
const CALLBACKS = ['onSuccess', 'onError', 'onExit', 'onEvent'];

const observed = [];
const note = (what, ...values) => void observed.push([what, ...values.map(describe)]);
const noting = (what) => (...values) => note(what, ...values);

// --- The SDK under test.

var sdk;
const create = (...config) => (sdk = AlterConnect.create(...config));

/** Notes these events of the bus. */
const listen = (names = EVENTS) => names.forEach((name) => sdk.on(name, noting(`bus ${name}`)));

const callbacks = (names = CALLBACKS) => Object.fromEntries(names.map((name) => [name, noting(name)]));

/** open() with exactly these arguments. */
function call(...options) {
  let promise;
  try {
    promise = sdk.open(...options);
  } catch (error) {
    note('open() threw', error);
    return Promise.resolve();
  }
  return Promise.resolve(promise).then(noting('open() resolved'), noting('open() rejected'));
}

/** open() as an app calls it, every callback noted. */
const launch = (extra) => call({ token: 'token-1', baseURL: origins.hosted, ...callbacks(), ...extra });

const moment = (when) => note(`isOpen() ${when}`, sdk.isOpen());

function attempt(what, action) {
  try {
    note(what, action());
  } catch (error) {
    note(`${what} threw`, error);
  }
}

/** {token, baseURL} of a session of the emulator's, that goes as `script` says. */
async function session(providers, script) {
  const request = { allowed_providers: providers, allowed_origin: origins.app, metadata: { emulator: script } };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/session', { method: 'POST', headers, body: JSON.stringify(request) });
  if (!response.ok) throw new Error(await response.text());
  const { token, baseURL } = await response.json();
  origins.emulator = baseURL;
  secrets.add(token);
  return { token, baseURL };
}

// --- The popup.

const popups = [];
const popup = () => popups.at(-1);

// The address is where the popup goes in the end (`popup shows`): one of the packages opens a blank page first, and a
// scenario of its own says so.
const openWindow = window.open.bind(window);
window.open = (url, name, features) => {
  note('window.open', name, features);
  popups.push(openWindow(url, name, features));
  return popup();
};

/** From here on window.open() opens nothing and returns `result`. */
function pretendToOpen(result = { closed: false, close() {}, focus() {}, postMessage() {} }) {
  const go = (url) => note('popup goes to', new URL(url, location).href);
  if (result) result.location = { href: 'about:blank', replace: go };
  window.open = (url, name) => {
    note('window.open', name);
    if (result && url !== 'about:blank') go(url);
    return result;
  };
}

/** Where this window stands, as the SDK sees it. */
function stand(place) {
  for (const [name, value] of Object.entries(place)) {
    Object.defineProperty(window, name, { value, configurable: true, writable: true });
  }
}
stand({ screenX: 200, screenY: 100, outerWidth: 1000, outerHeight: 800 });

const fromHosted = [];
addEventListener('message', ({ source, data }) => {
  if (data?.hosted) fromHosted.push({ source, ...data });
});

/** Waits until the hosted page is in the popup; gives its {url, name}. */
const shown = (source = popup()) =>
  until('the hosted page to load', () => fromHosted.findLast((message) => message.source === source));

let echoes = 0;
/** The hosted page posts these messages; waits until all listeners have had them. */
async function say(...messages) {
  await shown();
  await sayThrough(popup(), ...messages);
}

async function sayThrough(page, ...messages) {
  const echo = ++echoes;
  page.postMessage({ post: [...messages, { hosted: 'echo', echo }] }, '*');
  await until('the messages to arrive', () => fromHosted.find((message) => message.echo === echo));
}

const grant = (extra) => ({ grant_id: 'grant-1', provider: 'google', timestamp: '2024-05-06T07:08:09.000Z', ...extra });
const success = (...grants) => ({ type: 'alter_connect_success', grants });
const failure = (extra) => ({ type: 'alter_connect_error', ...extra });

/** The hosted page, or another page of the popup's, in a frame. */
function frame(src, attributes = {}) {
  const element = Object.assign(document.createElement('iframe'), attributes);
  element.src = src;
  document.body.append(element);
  return element.contentWindow;
}

/** What a page of the app's sees in a frame. */
function seenIn(src, attributes) {
  const seen = new Promise((resolve) => addEventListener('message', ({ data }) => data?.seen && resolve(data.seen)));
  frame(src, attributes);
  return seen;
}

// --- The device.

/** From here on the page seems to be on this device: {userAgent, touch, width, height}. */
function device({ userAgent = 'Desktop', touch = false, width, height = 700 }) {
  for (const [name, value] of Object.entries({ userAgent, maxTouchPoints: touch ? 5 : 0 })) {
    Object.defineProperty(navigator, name, { value, configurable: true });
  }
  if (touch) stand({ ontouchstart: null });
  stand({ innerWidth: width, innerHeight: height });
}
const phone = () => device({ userAgent: 'Mozilla/5.0 (iPhone)', touch: true, width: 390, height: 844 });

const brokenStorage = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
};

const stored = (key) => {
  const text = sessionStorage.getItem(key);
  return text === null ? null : JSON.parse(text);
};

/** Comes back to this page with these query parameters, as a redirect would. */
function comeBack(parameters, state = { timestamp: Date.now(), returnUrl: location.href }) {
  if (state !== null) sessionStorage.setItem('alter_oauth_state', JSON.stringify(state));
  location.href = `${location.pathname}?${new URLSearchParams(parameters)}`;
  return leaving();
}

/** The page is on its way out: nothing after this runs. */
const leaving = () => new Promise(() => {});

// --- Waiting.

const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what, probe) {
  const started = performance.now();
  for (;;) {
    const value = probe();
    if (value) return value;
    if (performance.now() - started > LIMIT) throw new Error(`waited ${LIMIT / 1000} s for ${what}`);
    await pause(10);
  }
}

const heard = (what, times = 1) =>
  until(`${what} (${times})`, () => observed.filter(([name]) => name === what).length >= times);

// --- What happens besides.

addEventListener('error', ({ error, message }) => {
  if (started) note('uncaught', error);
  else fetch('/finished', { method: 'POST', body: report(1, message) });
});
addEventListener('unhandledrejection', (event) => note('unhandled rejection', event.reason));

// Each SDK words its own lines; the level, and the values beside the words, can be compared.
const printed = [];
for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
  console[level] = (...parts) => {
    printed.push({ level, parts });
    note(`console.${level}`, ...parts.filter((part) => typeof part !== 'string'));
  };
}

/** What was printed is compared by other notes: each SDK has lines of its own. */
const forgetConsole = () =>
  observed.splice(0, observed.length, ...observed.filter(([what]) => !what.startsWith('console.')));

// --- The run.

let started = false;
let finished = false;
const report = (part, failure) => JSON.stringify({ part, observed, failure });

/** For whoever waits in vain. */
function state() {
  return [location.href, document.readyState, started, finished, document.hasFocus(), observed];
}

async function play(part, body) {
  started = true;
  addEventListener('pagehide', () => finished || navigator.sendBeacon('/finished', report(part)));
  if (part === 1) {
    await new Promise((resolve) => document.querySelector('#play').addEventListener('click', resolve, { once: true }));
    navigator.sendBeacon('/started');
  }
  // Ours is played with its wasm there from the start in one engine, and compiled by the first call that needs it in the others.
  const returns = location.search.includes('alter_connect_');
  if (navigator.userAgent.includes('Firefox') && !returns) await AlterConnect.create().open({}).catch(() => {});
  let failure;
  try {
    await body();
  } catch (error) {
    failure = String(error);
  }
  for (let turn = 0; turn < 3; turn++) await pause();
  finished = true;
  await fetch('/finished', { method: 'POST', body: report(part, failure) });
}
