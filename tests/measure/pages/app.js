// An app whose every news is reported with its time. The program sets `session` and clicks the button.
"use strict";

const sdk = AlterConnect.create();
var session = null;
let popup = null;

document.querySelector("#connect").addEventListener("click", () => {
  sdk.open({
    ...session,
    onSuccess: (grants) => report("success", { grants: grants.length }),
    onError: ({ code }) => report("error", { code }),
    onExit: () => report("exit"),
  });
});

const openWindow = window.open;
window.open = (...values) => {
  popup = openWindow.apply(window, values);
  return popup;
};

// What the SDK has to go by.
let looksClosed = false;
setInterval(() => {
  if (!popup || popup.closed === looksClosed) return;
  looksClosed = popup.closed;
  report(looksClosed ? "looks closed" : "looks open");
}, 10);
for (const change of ["focus", "blur"]) addEventListener(change, () => report(change));

// The popup tells when it goes.
addEventListener("message", ({ data, source }) => {
  if (source === popup && data.closing) report("closing", { at: data.closing });
});

report("ready");
