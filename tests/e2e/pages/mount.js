// An app without handlers: it asks for the result once, when it mounts.
'use strict';

var sdk = AlterConnect.create();

async function mount() {
  const start = performance.now();
  const result = await sdk.takeRedirectResult();
  record('call', 'takeRedirectResult', result, performance.now() - start);
}

mount();
setTimeout(() => record('page', 'ready'));
