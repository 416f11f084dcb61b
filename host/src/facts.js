// What the browser looks like. Numbers and bits, which `tell` in `lib.rs` reads.
import { attempt } from "./values.js";

const MOBILE = /android|webos|iphone|ipad|ipod|blackberry|iemobile|opera mini/i;

/** 1: the user agent names a mobile system. 2: there is touch. 4: the page is in a frame. */
export const device = () =>
  (attempt(() => MOBILE.test(navigator.userAgent)) ? 1 : 0) |
  (attempt(() => "ontouchstart" in window || navigator.maxTouchPoints > 0) ? 2 : 0) |
  (attempt(() => top !== window) ? 4 : 0);
// Upwards: a fraction more than a limit is beyond it.
export const width = () => Math.ceil(innerWidth);
export const height = () => Math.ceil(innerHeight);

// 2: here. 1: elsewhere. 0: nobody can tell. When a popup of a frame's closes, the page around the frame gets the focus.
const focus = () => {
  const here =
    attempt(() => document.hasFocus()) ||
    (attempt(() => top.document.hasFocus()) ?? attempt(() => parent.document.hasFocus()));
  return here ? 2 : +(here === false);
};
export const looksClosed = (popup) => attempt(() => popup.closed);
/** 1: there is a popup. 2: it looks closed. 4: there is a browser window. 8 times where the focus is. */
export const look = (popup) =>
  (popup ? 1 | (looksClosed(popup) ? 2 : 0) | (8 * focus()) : 0) | (globalThis.window ? 4 : 0);

/** Never 0. */
export const monotonic = () => attempt(() => window.performance.now()) | 1;
export const epoch = () => attempt(() => Date.now()) || 0;
