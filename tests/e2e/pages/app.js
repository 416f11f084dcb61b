// The app. A test sets `options` (what open() gets besides the recorders) and presses a button.
import { record, recorder } from "../../pages/record.js";

const query = new URLSearchParams(location.search);

// A window that the browser does not let close.
if (query.has("stay")) window.close = () => record("page window.close");

window.sdk = AlterConnect.create(JSON.parse(query.get("create") ?? "{}"));

for (const name of ["success", "error", "exit", "close", "event"]) {
  window.sdk.on(name, recorder(`bus ${name}`));
}

const callbacks = () =>
  Object.fromEntries(["onSuccess", "onError", "onExit", "onEvent"].map((name) => [name, recorder(name)]));

window.options = () => ({});

// What the second button does.
window.other = () => {};

window.connect = () => {
  let launched;
  try {
    launched = window.sdk.open({ ...callbacks(), ...window.options() });
  } catch (error) {
    record("open() threw", error);
    throw error;
  }
  launched.then(recorder("open() resolved"), recorder("open() rejected"));
};

document.querySelector("#connect")?.addEventListener("click", window.connect);
document.querySelector("#other")?.addEventListener("click", () => window.other());

// By a timer, so that whatever was due in microtasks stands before it.
setTimeout(() => record("page ready"));
