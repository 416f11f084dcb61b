// Lets Rust call the functions of the theme's file in `acts`, by their names.
import { record } from "../../pages/record.js";

const acts = run?.acts ? await import(`../acts/${run.theme}.js`) : {};

/** What the second button does. */
let other = () => {};
document.querySelector("#other")?.addEventListener("click", () => other());

Object.assign(window, {
  act: (name, json) => acts[name](JSON.parse(json)),
  prepare: (name, json) => void (other = () => acts[name](JSON.parse(json))),
});

// By a timer, so that whatever was due in microtasks stands before it.
setTimeout(() => record("page ready"));
