// Tells the server what happens on this page, where the measuring program reads it: asking the page itself would move
// the focus. `at` is milliseconds since 1970, the same clock in every window and in the program.
"use strict";

function report(what, details = {}) {
  const body = JSON.stringify({ what, at: Date.now(), ...details });
  // A page that goes may take its last words with it.
  fetch("/measure/report", { method: "POST", body, keepalive: true }).catch(() => {});
}

addEventListener("error", ({ message }) => report("failed", { message }));
addEventListener("unhandledrejection", ({ reason }) => report("failed", { message: String(reason) }));
