// The way into the machine, and the instance whose call is under way.
import { failed } from "./error.js";
import { look, monotonic } from "./facts.js";
import { ARRIVE, LISTEN, RESET } from "./tables.js";
import { attempt, cut, enter, mark, thrown, value } from "./values.js";

let load, machine;
/** Takes a function that gives the machine's one entrance; it is called when the machine is needed first. */
export const provide = (loading) => {
  load = load || loading;
};
/** Takes the machine's entrance where it is ready from the start. */
export const adopt = (tell) => {
  machine = machine || tell;
};
export const isReady = () => !!machine;

/** The instance whose call is under way. @type {import("./state").Instance} */
export let current;

// The places of machines that nobody uses any more. Where nobody says so (Safari 14.0), they stay.
/** @type {number[]} */
const spare = [];
let places = 0;
const collected = attempt(() => new FinalizationRegistry((place) => spare.push(place)));

const call = (instance, signal, content, flow = 0) => {
  const start = mark();
  const outer = current;
  try {
    current = instance;
    const seen = look(instance.flow?.popup);
    return value(machine(instance.place, signal, enter(content), flow, seen, monotonic(), instance.grace));
  } finally {
    current = outer;
    cut(start);
  }
};

/**
 * Calls the machine. Should an exception come out, nothing of the instance's goes on: the stacks of wasm and of JavaScript end
 * anywhere, and a defect traps.
 */
const guarded = (instance, signal, content, flow) => {
  try {
    return call(instance, signal, content, flow);
  } catch (cause) {
    const reset = () => attempt(() => call(instance, RESET));
    reset();
    // Where the stack is at its end, there is room for it in a moment.
    if (thrown) Promise.resolve().then(reset);
    throw cause instanceof RangeError || cause.name === "InternalError"
      ? cause
      : failed("internal_error", "Out of memory, or a defect of the SDK. Call open() again.", { cause });
  }
};

/** Makes the machine and the instance ready, which looks for a return from the hosted page. */
export const ready = (instance) => {
  machine = machine || load();
  if (instance.arrived) return;
  // Not before: the memory grows by a page at a time, so places are used in their order.
  if (instance.place === undefined) {
    instance.place = spare.pop() ?? places++;
    collected?.register(instance, instance.place);
  }
  instance.arrived = true;
  try {
    guarded(instance, ARRIVE);
  } catch (error) {
    // A result in the address is still there for the next call.
    instance.arrived = false;
    throw error;
  }
  if (instance.waits) listenLater(instance);
};

/** Tells the machine of an instance what happened; gives what it answers. */
export const tell = (instance, signal, content, flow) => {
  ready(instance);
  return guarded(instance, signal, content, flow);
};

/** Tells the instance of now, later, what happened to its flow of now, which may be over by then. */
export const hearing = () => {
  const instance = current;
  const { number } = instance.flow;
  return (signal, content) => tell(instance, signal, content, number);
};

// Resolves once it is known whose the result is that this page came home with.
let home;
export const comeHome = (settled) => {
  home = settled;
};
export const homecoming = () => Promise.resolve(home);
/** Hands a pending result to whoever listens now, once this call is over. */
export const listenLater = (instance) => {
  homecoming().then(() => tell(instance, LISTEN));
};
