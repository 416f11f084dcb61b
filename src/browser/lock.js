// A lock says without a clock whether a page is still there: the browser lets go of it with the page.
import { attempt, enter, hold, value } from "./values.js";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Holds the lock; what is held is the function that lets go of it. */
export const acquire = (name) => {
  let free;
  const held = new Promise((resolve) => (free = resolve));
  attempt(() => navigator.locks.request(value(name), () => held).catch(() => {}));
  return hold(enter(free));
};

/** A promise that resolves once nobody holds the lock, and whoever held it had time to speak. */
export const free = (name) => {
  const ask = async (name) => {
    const { locks } = navigator;
    // In browsers without locks, patience has to do.
    if (!locks) return pause(2000);
    if (await locks.request(name, { ifAvailable: true }, (lock) => !!lock)) return;
    await locks.request(name, () => {});
    await pause(100);
  };
  return enter(ask(value(name)).catch(() => {}));
};
