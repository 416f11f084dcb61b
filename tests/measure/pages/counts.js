// Counts what the SDK holds. It loads before the SDK, so that each listener, timer, channel and wasm instance is seen.
'use strict';

const timers = new Set();
for (const [start, stop] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
  const [nativeStart, nativeStop] = [window[start], window[stop]];
  window[start] = (callback, ...rest) => {
    const id = nativeStart((...values) => {
      if (start === 'setTimeout') timers.delete(id);
      callback(...values);
    }, ...rest);
    timers.add(id);
    return id;
  };
  window[stop] = (id) => {
    timers.delete(id);
    nativeStop(id);
  };
}

/** Open channels, and of each, like of the window, the listeners by `type` and `capture`. */
const channels = new Map();
const listeners = new Map();
const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;

function listenersOf(target, type, options) {
  const all = target === window || target === undefined ? listeners : channels.get(target);
  const key = `${type} ${typeof options === 'object' ? Boolean(options?.capture) : Boolean(options)}`;
  if (all && !all.has(key)) all.set(key, new Set());
  return all?.get(key);
}

EventTarget.prototype.addEventListener = function (type, listener, options) {
  if (options?.once || options?.signal) throw new Error('counts.js does not see such listeners go');
  if (listener) listenersOf(this, type, options)?.add(listener);
  return add.call(this ?? window, type, listener, options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
  listenersOf(this, type, options)?.delete(listener);
  return remove.call(this ?? window, type, listener, options);
};

window.BroadcastChannel = class extends BroadcastChannel {
  constructor(name) {
    super(name);
    channels.set(this, new Map());
  }
  close() {
    channels.delete(this);
    super.close();
  }
};

let memory;
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, values) {
    const instance = Reflect.construct(target, values);
    memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    return instance;
  },
});

// wasm-bindgen's table of the JavaScript values that the wasm holds: an array that grows by one when it is full. A free
// place has the number of the next.
let table;
const { push } = Array.prototype;
Array.prototype.push = function (...values) {
  if (!table && this.length > 1000 && values[0] === this.length + 1) {
    table = this;
    Array.prototype.push = push;
  }
  return push.apply(this, values);
};

const size = (sets) => [...sets].reduce((sum, set) => sum + set.size, 0);

/** What is held at this moment. */
var counts = () => ({
  wasm_memory: memory.buffer.byteLength,
  values: table.filter((value) => value !== undefined && typeof value !== 'number').length,
  listeners: size(listeners.values()) + size([...channels.values()].flatMap((of) => [...of.values()])),
  timers: timers.size,
  channels: channels.size,
  stored: Object.keys(sessionStorage),
});
