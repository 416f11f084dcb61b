// From the script to the SDK's being ready, and to its first popup. The script's bytes are here before the clock starts:
// what is measured is the browser's work on them and the script's own.
'use strict';

/** Longer than a page needs to become idle, and the SDK to get ready then. */
const IDLE = 150;

async function fetched(address) {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'script', href: address });
  document.head.append(link);
  await loaded(link);
  await pause(IDLE);
}

let opened;
window.open = () => {
  opened = now();
  return popup;
};

/** All but the SDK: what the steps themselves take. */
var nothing = () => measure(async () => {
  await run('/sdk/none');
  await pause(IDLE);
  return {};
});

let sdk;
/** Creates an instance, and waits until the page has been idle. */
var create = () => measure(async () => {
  await run(sdkAddress);
  const start = now();
  sdk = AlterConnect.create();
  const created = now() - start;
  await pause(IDLE);
  return { create: created };
});

const open = async () => {
  const click = now();
  await sdk.open({ token: 'bench', onSuccess() {} });
  return opened - click;
};

/** The click of somebody who has read the page. */
var click = () => measure(async () => ({ launch: await open() }));

/** The click of somebody who was quicker than the page. */
var clickAtOnce = () => measure(async () => {
  await run(sdkAddress);
  const start = now();
  sdk = AlterConnect.create();
  const created = now() - start;
  return { 'at once': created + await open() };
});

addEventListener('load', () => measure(async () => {
  await Promise.all([sdkAddress, '/sdk/none'].map(fetched));
  return {};
}));
