// The app. A test says what open() gets besides the recorders, and presses a button.
import { record, recorder } from "../../pages/record.js";

const query = new URLSearchParams(location.search);

export const sdk = AlterConnect.create(JSON.parse(query.get("create") ?? "{}"));

for (const name of ["success", "error", "exit", "close", "event"]) sdk.on(name, recorder(`bus ${name}`));

const CALLBACKS = Object.fromEntries(
  ["onSuccess", "onError", "onExit", "onEvent"].map((name) => [name, recorder(name)]),
);

/** @type {() => any} */
let options = () => ({});
/** What open() gets besides the recorders, made anew for each call. */
export const withOptions = (make) => void (options = make);

export function connect() {
  let launched;
  try {
    launched = sdk.open({ ...CALLBACKS, ...options() });
  } catch (error) {
    record("open() threw", error);
    throw error;
  }
  launched.then(recorder("open() resolved"), recorder("open() rejected"));
}

document.querySelector("#connect")?.addEventListener("click", connect);

// For Rust.
Object.assign(window, { sdk, give: (json) => withOptions(() => JSON.parse(json)) });
