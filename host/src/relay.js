// The relay between an opener and its severed popup: a channel under a nonce, and a lock of that name, which says without a
// clock whether the opener still listens, since the browser lets go of it with the page.
import { note } from "./console.js";
import { comeHome, current, hearing, tell } from "./machine.js";
import { forget, parametersOf, search } from "./page.js";
import { LOCK_FREE, LOCK_HELD, NO_LOCKS, PAUSE_OVER, RELAY, RELAYED, ACKNOWLEDGED } from "./tables.js";
import { attempt, value } from "./values.js";

// The opener's end.

/** Where the browser lacks what it takes, the flow works without, for as long as the popup keeps its opener. */
export const openRelay = () => {
  const { flow } = current;
  const hear = hearing();
  const nonce = crypto.randomUUID();
  const channel = (flow.channel = new BroadcastChannel(nonce));
  channel.addEventListener("message", ({ data }) => hear(RELAYED, parametersOf(data)));
  flow.nonce = nonce;
  const listening = new Promise((resolve) => (flow.unlock = resolve));
  navigator.locks.request(nonce, () => listening).catch(() => {});
};
export const acknowledge = () => {
  note("a result came by the relay");
  current.flow.channel.postMessage("true");
};
export const closeRelay = () => {
  const { channel, unlock } = current.flow;
  unlock?.();
  channel?.close();
};

// The popup's end. A page comes home once.

let home;

export const handOver = (nonce) => {
  note("a result goes to the opener");
  attempt(() => forget(RELAY));
  const instance = current;
  const name = value(nonce);
  // Read once: the app's router may strip it in the next moment.
  const query = search();
  const parameters = parametersOf(query);
  const hear = (signal) => {
    try {
      tell(instance, signal, parameters);
    } catch (error) {
      settleHome();
      throw error;
    }
  };
  const channel = attempt(() => new BroadcastChannel(name));
  let settle;
  comeHome(new Promise((resolve) => (settle = resolve)));
  home = { name, hear, channel, settle };
  attempt(() => {
    channel.addEventListener("message", () => hear(ACKNOWLEDGED));
    channel.postMessage(query);
  });
};
export const askLock = (wait) => {
  const { name, hear } = home;
  new Promise((resolve) =>
    resolve(navigator.locks.request(name, { ifAvailable: !wait }, (lock) => hear(lock ? LOCK_FREE : LOCK_HELD))),
  ).catch(() => hear(NO_LOCKS));
};
export const pause = (milliseconds) => setTimeout(() => home.hear(PAUSE_OVER), milliseconds);
export const settleHome = () => {
  home.settle();
  home.channel?.close();
};
