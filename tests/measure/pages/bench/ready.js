// From the script to the SDK's being ready, and to its first popup. The script's bytes are here before the clock starts:
// what is measured is the browser's work on them and the script's own.
'use strict';

async function fetchScript() {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'script', href: sdkAddress });
  document.head.append(link);
  await loaded(link);
}

/** Milliseconds for the same work each time: what a slowdown comes to. */
function yardstick() {
  const start = now();
  let sum = 0;
  for (let index = 0; index < 3e6; index++) sum = (sum * 31 + index) % 1_000_003;
  return now() - start + sum * 0;
}

async function first() {
  await fetchScript();
  await pause(50);
  const script = document.createElement('script');
  script.src = sdkAddress;
  const start = now();
  const ran = loaded(script).then(() => {
    const before = now();
    const sdk = AlterConnect.create();
    const ready = now();
    return { sdk, ready: ready - start, create: ready - before };
  });
  document.head.append(script);
  const { sdk, ready, create } = await ran;
  await pause(20);

  let opened;
  window.open = () => {
    opened = now();
    return { closed: false, close() {}, focus() {}, postMessage() {} };
  };
  const click = now();
  await sdk.open({ token: 'bench', onSuccess() {} });
  const launch = opened - click;
  sdk.close();
  return { ready, create, launch, yardstick: yardstick() };
}

addEventListener('load', () => measure(first));
