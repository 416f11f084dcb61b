// Notes each timer and how long it keeps the main thread busy while a popup is open. It loads before the SDK. The popup
// is a real one, of this origin: an isolated page keeps no other.
'use strict';

const seen = { timers: 0, wakeups: 0, busy: 0 };
for (const name of ['setTimeout', 'setInterval']) {
  const native = window[name];
  window[name] = (callback, ...rest) => {
    seen.timers += 1;
    return native((...values) => {
      const start = now();
      callback(...values);
      seen.busy += now() - start;
      seen.wakeups += 1;
    }, ...rest);
  };
}

var sdk;
var start = () => measure(async () => {
  sdk = AlterConnect.create();
  await sdk.open({ token: 'bench', baseURL: location.origin, onSuccess() {}, onExit() {} });
  return {};
});

/** Since the last call: timers set, callbacks run, milliseconds in them; and whether the popup is still open. */
var sinceLast = () => {
  const open = sdk.isOpen();
  const sums = { ...seen, open };
  Object.assign(seen, { timers: 0, wakeups: 0, busy: 0 });
  return sums;
};
