// What messages cost. They are dispatched here rather than posted, so that the cloning of their data, which is the browser's
// work, is not in the figures.
'use strict';

const nothing = () => {};
const sdk = AlterConnect.create();
const options = { token: 'bench', baseURL: hosted, onSuccess: nothing, onError: nothing, onExit: nothing };

let stranger;

/** A frame's window. It is of this origin: Firefox lets no other be the source of an event that a page makes. */
async function openFrame() {
  const frame = document.createElement('iframe');
  frame.src = '/sdk/oauth/connect';
  document.body.append(frame);
  await loaded(frame);
  return frame.contentWindow;
}

/** Microseconds from the dispatch of an answer to onSuccess. */
async function granting(count, times) {
  let sum = 0;
  for (let index = 0; index < times; index++) {
    const event = answered(count);
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

async function all() {
  stranger = await openFrame();
  const figures = {};
  // The first flow of the page, as almost every page has it: nothing is compiled yet.
  figures['grants 10000'] = await granting(10_000, 1);
  for (const [count, times] of [[1, 200], [10, 100], [100, 40]]) {
    await granting(count, 2);
    figures[`grants ${count}`] = await granting(count, times);
  }
  chatter(10_000);
  figures['chatter flow'] = await chatterDuringFlow(100_000);
  sdk.destroy();
  figures['chatter alone'] = chatter(100_000);
  return figures;
}

addEventListener('load', () => measure(all));
