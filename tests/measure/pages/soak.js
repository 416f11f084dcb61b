// Opens flow after flow, each of which ends in one of several ways, and checks that each ends as it should.
//
// By default a frame of another origin takes the popup's place: window.open() gives it like a popup, its messages have
// a popup's source and origin, and no operating system has to open thousands of windows. `?popups`: real popups.
// `?leak`: something of every kind is left behind at each cycle, to show that the figures show it.
'use strict';

const query = new URLSearchParams(location.search);
const hosted = query.get('hosted');

/** How a flow can end: [what it is told by, what the app then hears]. `open` gives the options, `opened` what follows. */
const ENDINGS = {
  success: { hears: 'success', open: () => ({ token: 'success' }) },
  error: { hears: 'connect_denied', open: () => ({ token: 'error' }) },
  malformed: { hears: 'invalid_response', open: () => ({ token: 'malformed' }) },
  'late token': { hears: 'success', open: () => ({ token: Promise.resolve('success') }), answer: 'success' },
  'token by function': { hears: 'connect_denied', open: () => ({ token: async () => 'error' }), answer: 'error' },
  'no token': { hears: 'token_failed', open: () => ({ token: () => Promise.reject(new Error('no session')) }) },
  'second open()': {
    hears: 'success',
    open: () => ({ token: 'success' }),
    opened: (sdk) => sdk.open({ token: 'another', onSuccess() {} }),
  },
  'close()': { hears: 'close', open: () => ({ token: 'wait' }), opened: (sdk) => sdk.close() },
  'destroy()': { hears: 'destroyed', fresh: true, open: () => ({ token: 'wait' }), opened: (sdk) => sdk.destroy() },
  exit: { hears: 'exit', open: () => ({ token: 'exit' }), opened: closeStandin },
};

/** Fifty cycles; the exit is the last, because it takes the frame away. */
const ORDER = [...Array.from({ length: 49 }, (_, index) => Object.keys(ENDINGS)[index % 9]), 'exit'];

const sdk = AlterConnect.create();
const played = Object.fromEntries(Object.keys(ENDINGS).map((ending) => [ending, 0]));

let standin = null;
if (!query.has('popups')) window.open = () => standin.contentWindow;

/** A frame with the stand-in for the hosted page. */
async function openStandin() {
  const frame = document.createElement('iframe');
  frame.src = `${hosted}/sdk/oauth/connect`;
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  document.body.append(frame);
  await loaded;
  standin = frame;
}

/** Closes the popup: its window is then `closed`, and the opener has the focus again. */
function closeStandin() {
  // A real popup closes by itself.
  if (!standin) return;
  window.focus();
  standin.remove();
  standin = null;
  dispatchEvent(new Event('focus'));
}

/** What is going on, for whoever finds the page silent. */
var state = 'loading';

/** Whether a flow is under way, or the code of the error that says why there is no answer. */
function isOpen(instance) {
  try {
    return instance.isOpen();
  } catch ({ code }) {
    return code;
  }
}

/** One flow from open() to its end. */
function play(name) {
  const { hears, open, opened, answer, fresh } = ENDINGS[name];
  return new Promise((settled, broken) => {
    const instance = fresh ? AlterConnect.create() : sdk;
    const heard = [];
    state = { name, heard };
    const off = [
      instance.on('success', () => heard.push('bus success')),
      instance.on('close', () => {
        heard.push('bus close');
        end();
      }),
    ];
    const options = open();
    const order = answer ?? options.token;

    function end() {
      for (const stop of off) stop();
      const last = heard.filter((what) => !what.startsWith('bus'));
      const expected = hears === 'close' || hears === 'destroyed' ? [] : [hears];
      const after = isOpen(instance);
      if (String(last) === String(expected) && after === (fresh ? 'sdk_destroyed' : false)) settled();
      else broken(new Error(`${name}: the app heard ${JSON.stringify(heard)}, and isOpen() gives ${after}`));
    }

    instance
      .open({
        baseURL: hosted,
        ...options,
        onSuccess: ([grant]) => heard.push(grant.provider_name === 'Google' ? 'success' : 'another grant'),
        onError: ({ code }) => heard.push(code),
        onExit: () => heard.push('exit'),
        onEvent: () => {
          // Not in the handler: an app that closes does so later.
          queueMicrotask(() => {
            opened?.(instance);
            standin?.contentWindow.postMessage({ answer: order }, '*');
            if (hears === 'destroyed') end();
          });
        },
      })
      .catch(broken);
  });
}

/** Runs the cycles `from` to `to` (exclusive); then reports `done`. */
async function soak(from, to) {
  for (let cycle = from; cycle < to; cycle++) {
    if (!standin && !query.has('popups')) await openStandin();
    const name = ORDER[cycle % ORDER.length];
    await play(name);
    played[name] += 1;
    if (query.has('leak')) leak(cycle);
    if (cycle % 50 === 49) report('progress', { cycle });
  }
  report('done', { cycle: to, played });
}

var start = (from, to) => void soak(from, to).catch((error) => report('failed', { message: String(error) }));

const leaked = [];
function leak(cycle) {
  addEventListener('message', () => cycle);
  setTimeout(() => cycle, 2 ** 31 - 1);
  leaked.push(AlterConnect.create(), new BroadcastChannel('leak'), Array.from({ length: 1000 }, () => ({ cycle })));
  sessionStorage.setItem(`leak ${cycle}`, '');
  if (cycle % 10 === 9) memory.grow(1);
}

report('ready');
