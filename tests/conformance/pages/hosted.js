// Stands in for the hosted Connect page: says where it is, and does what the scenario tells it.

const app = opener ?? (parent === window ? null : parent);

addEventListener("message", ({ data, source }) => {
  if (source !== app) return;
  for (const message of data.post ?? []) app.postMessage(message, "*");
  if (data.fuzz) fuzz(data.fuzz);
  if (data.go) location.href = data.go;
  if (data.close) close();
});

app?.postMessage({ hosted: "ready", url: location.href, name: window.name }, "*");

// A token that is an order, for where no opener can give one.
const [order, address] = decodeURIComponent(location.hash.replace("#session=", "")).split(" ");
if (order === "return") location.replace(address);
if (order === "return-when-released") {
  fetch("/released").then(() => location.replace(address));
}

/** Posts random messages, each followed by a mark; those that the reference trips over go once more without that. */
async function fuzz({ seed, from, to }) {
  const { randomMessage, withoutNothing } = await import("./messages.js");
  try {
    for (let number = from; number < to; number++) {
      const message = randomMessage(seed, number);
      const sent = post(message);
      const cleaned = sent ? withoutNothing(message) : undefined;
      app.postMessage({ mark: number, sent, trips: cleaned !== undefined }, "*");
      if (cleaned) {
        app.postMessage(cleaned, "*");
        app.postMessage({ mark: number, cleaned: true }, "*");
      }
    }
  } catch (error) {
    app.postMessage({ broken: `${error} (seed ${seed}, from message ${from})` }, "*");
  }
}

/** False: it cannot be cloned. Engines differ in what cannot, and in the error that says so. */
function post(message) {
  try {
    app.postMessage(message, "*");
    return true;
  } catch {
    return false;
  }
}
