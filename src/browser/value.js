// What would take wasm several calls. A property that JavaScript takes for false does not cross at all: it needs no room
// in the table of values, and no second call to ask.

export const property = (object, key) => object?.[key] || undefined;

export const copy = (to, key, from) => {
  to[key] = from[key];
};

export const now = () => new Date().toISOString();

export const query = (text) => Object.fromEntries(new URLSearchParams(text));

export const matches = (text, pattern) => new RegExp(pattern, "i").test(text);

export const replaced = (text, pattern, by) => text.replace(new RegExp(pattern), by);

export const parse = (json) => JSON.parse(json) || undefined;
