// What every page of the bench has. `?sdk=` says which SDK it measures.
'use strict';

if (!crossOriginIsolated) throw new Error('Only an isolated page has a clock that is fine enough');

const query = new URLSearchParams(location.search);
const sdkAddress = `/sdk/${query.get('sdk')}`;

/** The origin of the messages that stand in for the hosted page's. */
const hosted = 'https://hosted.example';

/** What was measured, or `{failure}`; the program waits for it. */
var result = null;

function measure(work) {
  result = null;
  work().then(
    (figures) => { result = figures; },
    (error) => { result = { failure: `${error instanceof Error ? error : JSON.stringify(error)}` }; },
  );
}

const now = () => performance.now();

/** Lets the browser do what else it has to do. */
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const loaded = (element) => new Promise((resolve, reject) => {
  element.onload = resolve;
  element.onerror = () => reject(new Error(`${element.src || element.href} does not load`));
});

/** Runs a script. */
async function run(address) {
  const script = document.createElement('script');
  script.src = address;
  const ran = loaded(script);
  document.head.append(script);
  await ran;
}

/** What takes the popup's place: a blank page that goes nowhere. It has what a page has: an exception takes its time. */
const popup = {
  closed: false,
  close() {},
  focus() {},
  location: { href: 'about:blank', replace() {} },
  document: { documentElement: {}, body: { style: {} } },
  sessionStorage: { setItem() {} },
};
window.open = () => popup;

/** The event of the hosted page's answer with so many grants. */
function answered(count) {
  const event = new MessageEvent('message', { data: answer(count), origin: hosted });
  // Only windows may be given to the constructor.
  return Object.defineProperty(event, 'source', { value: popup });
}

/** The hosted page's answer with so many grants, as it comes out of a message: no part of it is shared with another. */
function answer(count) {
  const grants = Array.from({ length: count }, (_, index) => ({
    grant_id: `3e0ff1a2-0000-4000-8000-${String(index).padStart(12, '0')}`,
    provider: 'google',
    provider_name: 'Google',
    account_identifier: `user-${index}@example.com`,
    timestamp: '2026-01-01T00:00:00.000Z',
    operation: 'creation',
    scopes: ['calendar.readonly', 'email'],
    status: 'active',
  }));
  return structuredClone({ type: 'alter_connect_success', grants });
}
