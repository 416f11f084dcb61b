// What calls and messages cost. A stand-in takes the popup's place: a blank page that goes nowhere. Events have it as their
// source. They are dispatched here rather than posted, so that the cloning of their data, which is the browser's
// work, is not in the figures.
'use strict';

const nothing = () => {};
const sdk = AlterConnect.create();
const options = { token: 'bench', baseURL: hosted, onSuccess: nothing, onError: nothing, onExit: nothing };

const popup = { closed: false, close: nothing, focus: nothing, location: { href: 'about:blank', replace: nothing } };
let stranger;
let opened;
window.open = () => {
  opened = now();
  return popup;
};

/** Microseconds from the call of open() to that of window.open(), and until open() returns. */
async function opening(times) {
  let launch = 0;
  let whole = 0;
  for (let index = 0; index < times; index++) {
    const start = now();
    const promise = sdk.open(options);
    whole += now() - start;
    launch += opened - start;
    await promise;
    sdk.close();
  }
  return { launch: (launch / times) * 1e3, open: (whole / times) * 1e3 };
}

/** Microseconds from the dispatch of an answer to onSuccess. */
async function granting(count, times) {
  let sum = 0;
  for (let index = 0; index < times; index++) {
    const event = new MessageEvent('message', { data: answer(count), origin: hosted });
    // Only windows may be given to the constructor.
    Object.defineProperty(event, 'source', { value: popup });
    let start;
    await new Promise((resolve, reject) => {
      const onSuccess = (grants) => {
        sum += now() - start;
        if (grants.length === count) resolve();
        else reject(new Error(`${grants.length} grants of ${count}`));
      };
      sdk.open({ ...options, onSuccess, onError: reject });
      start = now();
      dispatchEvent(event);
    });
    if (sdk.isOpen()) throw new Error('The flow should have ended');
  }
  return (sum / times) * 1e3;
}

/** Nanoseconds for each message of another frame and another origin. */
function chatter(messages) {
  const batch = 10_000;
  let sum = 0;
  for (let done = 0; done < messages; done += batch) {
    // An event that has been dispatched once has its strings at hand: each is a new one.
    const events = Array.from({ length: batch }, (_, index) => new MessageEvent('message', {
      data: { type: 'resize', height: index },
      origin: 'https://chatter.example',
      source: stranger,
    }));
    const start = now();
    for (const event of events) dispatchEvent(event);
    sum += now() - start;
  }
  return (sum / messages) * 1e6;
}

async function chatterDuringFlow(messages) {
  await sdk.open(options);
  const cost = chatter(messages);
  if (!sdk.isOpen()) throw new Error('The flow should still be open');
  sdk.close();
  return cost;
}

/** Measures `work`, so many times, with so many handlers of `close` registered besides. */
function among(handlers, work, times) {
  const stops = Array.from({ length: handlers }, () => sdk.on('close', () => {}));
  work(times);
  const cost = work(times);
  for (const stop of stops) stop();
  return cost;
}

/** Nanoseconds for an on() and the off() that goes with it. */
function subscribing(times) {
  const handlers = Array.from({ length: 100 }, () => () => {});
  const start = now();
  for (let index = 0; index < times; index++) {
    const handler = handlers[index % handlers.length];
    sdk.on('close', handler);
    sdk.off('close', handler);
  }
  return ((now() - start) / times) * 1e6;
}

/** Nanoseconds for an emit: close(), where nothing is open, emits `close` and does nothing else. */
function emitting(times) {
  const start = now();
  for (let index = 0; index < times; index++) sdk.close();
  return ((now() - start) / times) * 1e6;
}

async function all() {
  stranger = await openFrame();
  // The first flow of the page, as almost every page has it: nothing is compiled yet.
  const first = await granting(10_000, 1);
  await opening(20);
  const figures = { 'grants first': first, ...await opening(200) };
  for (const [count, times] of [[1, 200], [10, 100], [100, 40], [1_000, 10], [10_000, 3]]) {
    await granting(count, 2);
    figures[`grants ${count}`] = await granting(count, times);
  }
  chatter(10_000);
  figures['chatter idle'] = chatter(100_000);
  figures['chatter flow'] = await chatterDuringFlow(100_000);
  figures['on 1'] = among(0, subscribing, 5_000);
  figures['on 1000'] = among(999, subscribing, 5_000);
  figures['emit 1'] = among(1, emitting, 5_000);
  figures['emit 1000'] = among(1_000, emitting, 50);
  sdk.destroy();
  figures['chatter alone'] = chatter(100_000);
  return figures;
}

addEventListener('load', () => measure(all));
