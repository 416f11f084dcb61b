// The emulator as a service worker: what is asked below its folder, it answers by itself. So a static page has a hosted
// side to connect to. Browsers end a worker whenever they like; what it knows is kept in their cache.

import { createHostedSide } from "../../emulator/npm/hosted.js";
import compiled from "../../emulator/npm/wasm/hosted_bg.wasm";

const folder = new URL(".", location.href).href;
const baseUrl = `${folder}alter`;
const providerUrl = `${folder}provider`;
const MEMORY = new Request(`${folder}memory`);

let cookies = new Map();
let started;
let saved = Promise.resolve();

addEventListener("install", () => skipWaiting());

addEventListener("fetch", (event) => {
  const ours = [baseUrl, providerUrl].some((base) => event.request.url.startsWith(`${base}/`));
  if (ours) event.respondWith(answered(event.request));
});

// The page is not in the worker's scope, and its backend is no page: they ask by messages.
addEventListener("message", (event) => event.waitUntil(told(event.data, event.ports[0])));

/** The hosted side, with all that it knew before the worker was ended. */
async function start() {
  const bytes = await (await fetch(new URL(compiled, location.href))).arrayBuffer();
  const hosted = createHostedSide(bytes, { baseUrl, providerUrl, appOrigin: location.origin });
  const kept = await caches.match(MEMORY);
  if (kept) {
    try {
      const memory = await kept.json();
      hosted.restore(memory.hosted);
      cookies = new Map(memory.cookies);
    } catch {
      // Written by another version: the flows of that time can't go on, new ones can.
    }
  }
  return hosted;
}

function hostedSide() {
  started ??= start();
  // A download that failed is tried again.
  started.catch(() => (started = undefined));
  return started;
}

/** In the order in which it is called, each with what is known by then. */
function save(hosted) {
  saved = saved.catch(() => {}).then(async () => {
    const memory = { hosted: hosted.save(), cookies: [...cookies] };
    await (await caches.open("emulator")).put(MEMORY, new Response(JSON.stringify(memory)));
  });
  return saved;
}

async function answered(request) {
  const hosted = await hostedSide();
  const body = new Uint8Array(await request.arrayBuffer());
  const [url] = request.url.split("#");
  const answer = hosted.handle(request.method, url, identified(request), body);
  const headers = new Headers();
  for (const [name, value] of answer.headers) {
    if (name === "set-cookie") remember(value);
    else headers.append(name, value);
  }
  await save(hosted);
  return new Response(answer.body, { status: answer.status, headers });
}

/** Workers see neither the cookies nor the origin of a request. All but navigations are of pages of this folder. */
function identified(request) {
  const headers = new Headers(request.headers);
  headers.set("cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
  if (request.mode !== "navigate") headers.set("origin", location.origin);
  return headers;
}

function remember(cookie) {
  const [name, value] = cookie.split(";")[0].split("=");
  cookies.set(name, value);
}

/** Calls a method for the page, and posts what it gives or what was wrong. */
async function told({ method, argument }, port) {
  try {
    const hosted = await hostedSide();
    const value = { createSession: hosted.createSession, poll: hosted.poll }[method](argument);
    await save(hosted);
    port.postMessage({ value: method === "createSession" ? { ...value, base_url: baseUrl } : value });
  } catch (error) {
    port.postMessage({ error: error.message });
  }
}
