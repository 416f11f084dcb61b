// The list of what happened, newest last. Payloads are shown as text, never as markup.

const list = document.getElementById("timeline");
const empty = document.getElementById("timeline-empty");

let entries = [];
let startedAt = Date.now();

/** Sets the zero of the clock that the following entries show. */
export function restart() {
  startedAt = Date.now();
}

/** `source` is one of call, promise, callback, bus, state, backend, page. */
export function add(source, name, payload) {
  const entry = { source, name, text: pretty(payload), elapsed: Date.now() - startedAt };
  entries.push(entry);
  render(entry);
}

export function clear() {
  entries = [];
  list.replaceChildren();
  empty.hidden = false;
}

/** A plain value that `restore` takes, for a page that is about to leave. */
export function snapshot() {
  return { entries, startedAt };
}

export function restore(saved) {
  clear();
  entries = saved.entries;
  startedAt = saved.startedAt;
  entries.forEach(render);
}

function render(entry) {
  const item = document.createElement("li");
  item.dataset.source = entry.source;
  item.dataset.name = entry.name;
  const head = element("div", "entry-head");
  head.append(
    element("span", "source", entry.source),
    element("span", "name", entry.name),
    element("span", "elapsed", clock(entry.elapsed)),
  );
  item.append(head);
  if (entry.text !== null) item.append(payloadView(entry));
  list.append(item);
  empty.hidden = true;
  // Only the list scrolls; the page stays where the reader left it.
  list.scrollTop = list.scrollHeight;
}

function payloadView(entry) {
  const lines = entry.text.split("\n");
  if (lines.length === 1) return element("code", "payload", entry.text);
  const details = document.createElement("details");
  details.open = entry.name === "onError" || entry.name === "open rejected";
  const summary = document.createElement("summary");
  summary.append(element("code", "", lines.map((line) => line.trim()).join(" ")));
  details.append(summary, element("pre", "payload", entry.text));
  return details;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function pretty(payload) {
  // An Error has no enumerable fields, so plain JSON would show none of it.
  const readable = (_, value) => (value instanceof Error ? String(value) : value);
  return payload === undefined ? null : (JSON.stringify(payload, readable, 2) ?? String(payload));
}

function clock(milliseconds) {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
