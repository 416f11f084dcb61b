// The emulator on Node's HTTP server: the hosted side is WebAssembly, this only carries requests to it.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';

import { compiled } from './compiled.js';
import { findFile } from './files.js';
import { createHostedSide } from './hosted.js';

const CONNECT = 'hosted Connect page';
const PROVIDER = 'consent pages';
const APP = 'app';
/** The program's options for their ports. */
const OPTIONS = { [CONNECT]: '--connect-port', [PROVIDER]: '--provider-port', [APP]: '--app-port' };
/** How long `close` waits for answers that are under way. */
const PATIENCE_MS = 2000;
/** Larger bodies are refused by the hosted side, which takes 1 MiB; so nobody has to hear the rest of them. */
const LARGEST_BODY = 2 << 20;
/** Other apps on this machine have cookies, and browsers send them here, too. */
const LARGEST_HEADERS = 256 << 10;

export async function startEmulator({
  host, publicUrl, connectPort, providerPort, appPort, appOrigin, appDir, distDir, apiKey, script, log, ...unknown
} = {}) {
  const [name] = Object.keys(unknown);
  if (name) throw new TypeError(`startEmulator has no option "${name}"`);
  check({ connectPort, providerPort, appPort }, { host, publicUrl, appOrigin, appDir, distDir, apiKey });

  const servers = [];
  const open = async (port, page) => {
    const server = createServer({ maxHeaderSize: LARGEST_HEADERS });
    servers.push(server);
    const { url, port: taken } = await listen(server, host ?? '127.0.0.1', port ?? 0, page);
    return { server, url, public: given(publicUrl) ? publicUrl.replace(/\/+$/, '').replaceAll('{port}', taken) : url };
  };
  const close = async () => void await Promise.all(servers.map(stop));
  try {
    const connect = await open(connectPort, CONNECT);
    const provider = await open(providerPort, PROVIDER);
    const app = given(appDir) ? await open(appPort, APP) : undefined;
    const setup = { baseUrl: connect.public, providerUrl: provider.public, appUrl: app?.public, appOrigin, apiKey, script };
    if (given(publicUrl)) {
      Object.assign(setup, { localBaseUrl: connect.url, localProviderUrl: provider.url, localAppUrl: app?.url });
    }
    const hosted = createHostedSide(compiled, setup);

    const told = () => log && hosted.takeLog().forEach((line) => log(line));
    carry(connect, hosted, told);
    carry(provider, hosted, told);
    if (app) carry(app, hosted, told, (method, address) => findFile(method, address, appDir, distDir));
    return {
      baseURL: connect.public,
      providerURL: provider.public,
      appURL: app?.public,
      apiKey: hosted.apiKey,
      createSession: async (request) => hosted.createSession(request),
      createManagedSecretSession: async (request) => hosted.createManagedSecretSession(request),
      poll: async (sessionToken) => hosted.poll(sessionToken),
      advanceClock: hosted.advanceClock,
      setScript: hosted.setScript,
      reset: hosted.reset,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const given = (value) => value !== undefined && value !== null;

/** As the Rust program does, and that values have the types which they have there by themselves. */
function check(ports, texts) {
  for (const [name, port] of Object.entries(ports)) {
    if (given(port) && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      throw new TypeError(`${name} is a whole number from 0 to 65535, or left out`);
    }
  }
  for (const [name, text] of Object.entries(texts)) {
    if (given(text) && typeof text !== 'string') throw new TypeError(`${name} is a string, or left out`);
  }
  if (given(texts.host) && !isIP(texts.host)) throw new TypeError('host is an IP address, or left out');
  if (given(texts.publicUrl) && !isPattern(texts.publicUrl)) {
    throw new Error('a public address has {port} in it and no path, such as https://name-{port}.app.github.dev');
  }
  if (!given(texts.appDir) && (ports.appPort || given(texts.distDir))) {
    throw new Error("the app's port and the folder for /dist/ are of use with an app's folder only");
  }
  for (const dir of [texts.appDir, texts.distDir].filter(given)) {
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${dir} is no folder`);
  }
  const pages = new Map();
  for (const [port, page] of [[ports.connectPort, CONNECT], [ports.providerPort, PROVIDER], [ports.appPort, APP]]) {
    if (port && pages.has(port)) {
      throw new Error(`port ${port} is meant for the ${pages.get(port)} and for the ${page}: give each a port of its own`);
    }
    pages.set(port, page);
  }
}

function isPattern(text) {
  const usual = text.replaceAll('{port}', '1');
  if (!text.includes('{port}') || !URL.canParse(usual)) return false;
  const url = new URL(usual);
  return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
}

function listen(server, host, port, page) {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }) => reject(new Error(code === 'EADDRINUSE'
      ? `port ${port} is in use by another program: stop that one, or choose another for the ${page} with ${OPTIONS[page]}`
      : `can't listen on ${host.includes(':') ? `[${host}]` : host}:${port} for the ${page}: ${message}`)));
    server.listen(port, host, () => {
      // What goes wrong from here on is one connection's.
      server.on('error', () => {});
      const { port: taken } = server.address();
      // How this machine gets there itself.
      const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
      resolve({ url: `http://${own.includes(':') ? `[${own}]` : own}:${taken}`, port: taken });
    });
  });
}

/** Lets the hosted side answer what arrives at a server, and `files` what it has no answer for. */
function carry({ server, url }, hosted, told, files) {
  server.on('request', (request, response) => {
    // A page that leaves breaks its requests off; that must not end the process.
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request, response) {
    const body = await whole(request);
    // A request may name an absolute address, then it is that one which is asked for.
    const address = request.url.startsWith('/') ? url + request.url : request.url;
    const { status, headers, body: bytes, file } = await answered(request.method, address, pairs(request.rawHeaders), body);
    told();
    // The rest of a body that was too much is not waited for.
    if (!request.complete) response.shouldKeepAlive = false;
    response.writeHead(status, [...headers.flat(), ...length(request, headers, bytes)]);
    if (!file || request.method === 'HEAD') return response.end(bytes);
    // Closes the file, too, when the download breaks off.
    await pipeline(createReadStream(file), response);
  }

  async function answered(method, address, ...rest) {
    const answer = handled(method, address, ...rest);
    if (!files || answer.status !== 404 || answer.body.length) return answer;
    const path = address.slice(url.length);
    const instead = await files(method, path);
    hosted.note(method, path.split('?')[0], instead.status);
    return instead;
  }

  function handled(...request) {
    try {
      return hosted.handle(...request);
    } catch (error) {
      return { status: 500, headers: [], body: Buffer.from(`${error}`) };
    }
  }
}

/** The body, or more of it than is ever taken. */
async function whole(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_BODY) break;
  }
  return Buffer.concat(chunks);
}

function pairs(flat) {
  return flat.flatMap((name, i) => (i % 2 ? [] : [[name, flat[i + 1]]]));
}

function length(request, headers, body) {
  const known = request.method === 'HEAD' || headers.some(([name]) => name === 'content-length');
  return known ? [] : ['content-length', `${body.length}`];
}

function stop(server) {
  return new Promise((resolve) => {
    // A browser that keeps a request open must not hold up its test.
    const patience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(patience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
