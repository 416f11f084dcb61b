// Records, in order, what the app can observe: each entry is {from, name, payload, open}. The log goes to the
// page's server, where the test reads it: asking the page itself would take the focus away from a popup.
//
// What tests touch is `var`: WebDriver scripts of Firefox see properties of the window, no lexical globals.
'use strict';

var pageId = String(performance.timeOrigin);
var log = [];
var popups = [];

function record(from, name, ...payload) {
  log.push({ from, name, payload: payload.map(copy), open: isOpen() });
  send();
}

// A function that records its call under a name; the app's callbacks and handlers are made with it.
var recorder = (from, name) => (...payload) => record(from, name, ...payload);

// A copy as it is now; values that JSON would drop or refuse are written out.
function copy(value) {
  const json = JSON.stringify(value, (_, item) => {
    if (item instanceof Error) return { ...item, message: item.message, isError: true };
    if (typeof item === 'bigint') return `${item}n`;
    return item === undefined ? null : item;
  });
  return JSON.parse(json ?? 'null');
}

function isOpen() {
  try {
    return sdk.isOpen();
  } catch {
    return null; // not created yet, or destroyed
  }
}

let sent = 0;
let sending = false;
const report = () => JSON.stringify({ page: pageId, first: sent, entries: log.slice(sent) });

async function send() {
  if (sending) return;
  sending = true;
  try {
    while (sent < log.length) {
      const upTo = log.length;
      await fetch('/log', { method: 'POST', body: report() });
      sent = upTo;
    }
  } catch {
    // The page is on its way out; if it stays, or the browser gives it back, the rest goes then.
    setTimeout(send, 100);
  }
  sending = false;
}

// What is not acknowledged goes again; the server knows each entry by its number.
addEventListener('pagehide', () => sent < log.length && navigator.sendBeacon('/log', report()));
addEventListener('pageshow', () => setTimeout(send));

addEventListener('error', (event) => record('page', 'uncaught', event.message));
addEventListener('unhandledrejection', (event) => record('page', 'unhandled', event.reason));

for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
  const write = console[level];
  console[level] = (...parts) => {
    record('console', level, ...parts);
    write.apply(console, parts);
  };
}

// The popup itself is the browser's; only the call is written down.
const openWindow = window.open;
window.open = (...parts) => {
  const popup = openWindow.apply(window, parts);
  record('page', 'window.open', ...parts);
  popups.push(popup);
  return popup;
};
