// The app. A test sets `options` (what open() gets besides the recorders) and presses a button.
'use strict';

const query = new URLSearchParams(location.search);

// A window that the browser does not let close.
if (query.has('stay')) window.close = () => record('page', 'window.close');

var sdk = AlterConnect.create(JSON.parse(query.get('create') ?? '{}'));

for (const name of ['success', 'error', 'exit', 'close', 'event']) {
  sdk.on(name, recorder('bus', name));
}

const callbacks = () =>
  Object.fromEntries(
    ['onSuccess', 'onError', 'onExit', 'onEvent'].map((name) => [name, recorder('callback', name)]),
  );

var options = () => ({});

// What the second button does.
var other = () => {};

function connect() {
  let launched;
  try {
    launched = sdk.open({ ...callbacks(), ...options() });
  } catch (error) {
    record('call', 'open threw', error);
    throw error;
  }
  launched.then(
    (value) => record('call', 'open resolved', value),
    (error) => record('call', 'open rejected', error),
  );
}

document.querySelector('#connect').addEventListener('click', connect);
document.querySelector('#other').addEventListener('click', () => other());

// By a timer, so that whatever was due in microtasks stands before it.
setTimeout(() => record('page', 'ready'));
