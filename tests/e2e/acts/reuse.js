import { sdk } from "../pages/app.js";
import { record } from "../../pages/record.js";

const INSTANCES = { own: () => sdk, another: () => AlterConnect.create(), ofTheCopy: () => window.Copy.create() };

let opened = Infinity;

/** Opens a flow; how it ends is recorded under its name, with the time since the last `open()`. */
export function open({ name, instance, ...options }) {
  opened = Infinity;
  const end = (callback) => [
    callback,
    (...all) => record(`${name} ${callback}`, Math.max(0, performance.now() - opened), ...all),
  ];
  const callbacks = Object.fromEntries(["onSuccess", "onError", "onExit"].map(end));
  INSTANCES[instance]().open({ ...options, ...callbacks });
  opened = performance.now();
}

/** @type {(token: string) => void} */
let give = () => {};

/** Opens a flow whose token comes later, and another one while the first one's window opens, as Firefox lets it happen. */
export function openWithin({ outer, inner }) {
  const openWindow = window.open;
  window.open = (...options) => {
    window.open = openWindow;
    const popup = openWindow(...options);
    open(inner);
    return popup;
  };
  open({ ...outer, token: new Promise((resolve) => (give = resolve)) });
}

export const arrive = (token) => give(token);
