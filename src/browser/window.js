// What the SDK asks about the page that it runs on.
import { attempt, enter, enterSome, value } from "./values.js";

const MOBILE = /android|webos|iphone|ipad|ipod|blackberry|iemobile|opera mini/i;

export const page = () => enterSome(globalThis.window);
export const mobile = () => !!attempt(() => MOBILE.test(navigator.userAgent));
export const touch = () => !!attempt(() => "ontouchstart" in window || navigator.maxTouchPoints > 0);

// 2: here. 1: elsewhere. 0: nobody can tell. When a popup of a frame's closes, the page around the frame gets the focus.
export const focus = () => {
  if (attempt(() => document.hasFocus())) return 2;
  const around = attempt(() => top.document.hasFocus()) ?? attempt(() => parent.document.hasFocus());
  return around === undefined ? 0 : around ? 2 : 1;
};

export const uuid = () => enterSome(attempt(() => crypto.randomUUID()));

export const settle = (number) => {
  const source = value(number);
  const token = new Promise((resolve) => resolve(typeof source === "function" ? source() : source));
  return enter(token.then((value) => ({ value }), (reason) => ({ reason })));
};
