// The app's handlers, in the order in which they were added, and in their place among them the callbacks of flows.
//
// They are in JavaScript sets, so that nothing is borrowed while one runs: a handler may add and remove others, or destroy the
// SDK. As in any walk over a set, what is added meanwhile is visited too.
import { note, report } from "./console.js";
import { current } from "./machine.js";
import { WORDS } from "./tables.js";
import { enter, isoNow, property, value } from "./values.js";

export const EVENTS = ["success", "error", "exit", "close", "event"];
const CALLBACKS = { success: "onSuccess", error: "onError", exit: "onExit" };

/** @returns {import("./state").Instance["handlers"]} */
export const noHandlers = () => new Map(EVENTS.map((event) => [event, new Set()]));

/** A flow under way, and its callbacks' place among the handlers. */
class Flow {}
/** @type {(handler: any) => handler is import("./state").Flow} */
const isFlow = (handler) => handler instanceof Flow;

export const begin = (options, address, number) => {
  const { promise } = current;
  const flow = Object.assign(new Flow(), { options: value(options), address: value(address), number, promise });
  current.flow = flow;
  current.promise = undefined;
  current.handlers.forEach((ofEvent) => ofEvent.add(flow));
};
/** Removes the callbacks of a flow; 0: of all. */
export const dismiss = (number) =>
  current.handlers.forEach((ofEvent) =>
    ofEvent.forEach((flow) => {
      if (isFlow(flow) && (!number || flow.number === number)) {
        ofEvent.delete(flow);
        flow.promise?.over();
        flow.promise = undefined;
      }
    }),
  );

/** Removes the app's; flows keep their places. */
export const forgetHandlers = () =>
  current.handlers.forEach((ofEvent) => ofEvent.forEach((handler) => isFlow(handler) || ofEvent.delete(handler)));

export const display = (options) => WORDS.indexOf(property(value(options), "display") ?? current.display);
export const listens = (event) => +[...current.handlers.get(WORDS[event])].some((handler) => typeof handler === "function");
export const handlers = (event) => enter(current.handlers.get(WORDS[event]).values());
export const next = (walk) => {
  const { done, value: handler } = value(walk).next();
  return done ? 0 : enter(handler);
};
export const flowOf = (handler) => (isFlow(value(handler)) ? value(handler).number : 0);

// What a function of the app's throws is the app's own affair, and is reported.
const run = (self, handler, ...values) => {
  try {
    handler.apply(self, values);
  } catch (error) {
    report("a handler threw:", error);
  }
};
const callback = (callbacks, key, ...values) => {
  const handler = property(callbacks, key);
  if (typeof handler === "function") run(callbacks, handler, ...values);
};
const given = (number) => (number ? [value(number)] : []);
export const call = (handler, content) => run(undefined, value(handler), ...given(content));
export const callBack = (flow, event, content) => {
  const { options, promise } = value(flow);
  callback(promise ?? options, CALLBACKS[WORDS[event]], ...given(content));
};
export const tellOpened = () => {
  note("opened");
  // What ran before may have ended the flow; a console that a page has replaced may.
  callback(current.flow?.options, "onEvent", "connect_opened", { timestamp: isoNow() });
};
