// The page's own backend: it holds the API key and talks to Alter. Here it talks to the emulator, which is a process
// beside the page (`cargo xtask demo`), or a service worker where the page is all there is.

/** Resolves to `{session_token, connect_url, expires_in, base_url}`. */
export function createSession(request) {
  return inWorker() ? ask("createSession", { allowed_origin: location.origin, ...request }) : post("api/session", request);
}

/** Resolves to what the backend knows of a session, grants included. */
export function pollSession(token) {
  return inWorker() ? ask("poll", token) : post("api/poll", { session_token: token });
}

/** Begins what takes time before it is asked for. */
export function prepare() {
  if (inWorker()) worker().catch(() => {});
}

const inWorker = () => document.documentElement.dataset.emulator === "worker";

async function post(path, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

async function ask(method, argument) {
  const { active } = await worker();
  const { port1, port2 } = new MessageChannel();
  const told = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ method, argument }, [port2]);
  const { value, error } = await told;
  port1.close();
  if (error) throw new Error(error);
  return value;
}

let registered;

/** The registration with its worker at work. */
function worker() {
  registered ??= register();
  registered.catch(() => (registered = undefined));
  return registered;
}

async function register() {
  if (!navigator.serviceWorker) {
    throw new Error("this window has no service workers: a private window, or a page that is not served over https");
  }
  const registration = await navigator.serviceWorker.register("emulator/worker.js");
  const first = registration.installing ?? registration.waiting;
  if (!registration.active && first) await activated(first);
  return registration;
}

function activated(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the emulator's service worker could not be started"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
