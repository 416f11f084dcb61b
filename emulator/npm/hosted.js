// The hosted side without a server: requests in, answers out. Runs wherever there is WebAssembly.
import { Hosted, initSync, scriptError } from './wasm/hosted.js';

/** `wasm` is the file `alter-connect-emulator/hosted.wasm`, compiled or as bytes. */
export function createHostedSide(wasm, setup) {
  initSync({ module: wasm });
  const hosted = new Hosted(JSON.stringify(setup));
  return {
    apiKey: hosted.apiKey,

    handle(method, url, headers = [], body = new Uint8Array()) {
      const answer = hosted.handle(method, url, [...headers].flat(), body);
      const { status, body: bytes, headers: flat } = answer;
      answer.free();
      const pairs = [];
      for (let i = 0; i < flat.length; i += 2) pairs.push([flat[i], flat[i + 1]]);
      return { status, headers: pairs, body: bytes };
    },

    createSession: (request = {}) => granted(hosted.createSession(JSON.stringify(request))),
    createManagedSecretSession: (request) => granted(hosted.createManagedSecretSession(JSON.stringify(request ?? {}))),

    poll: (sessionToken) => JSON.parse(hosted.poll(String(sessionToken))),

    advanceClock(milliseconds) {
      if (!Number.isFinite(milliseconds) || milliseconds < 0) {
        throw new RangeError('advanceClock takes milliseconds, 0 or more');
      }
      hosted.advanceClock(milliseconds);
    },

    setScript: (script) => hosted.setScript(JSON.stringify(script ?? null)),
    note: (method, path, status) => hosted.note(method, path, status),
    takeLog: () => hosted.takeLog(),
    save: () => hosted.save(),
    restore: (saved) => hosted.restore(saved),
    reset: () => hosted.reset(),
  };
}

function granted(json) {
  const answer = JSON.parse(json);
  if (!('error' in answer)) return answer;
  const { error: code, message, hint, status } = answer;
  throw Object.assign(new Error(`${message} ${hint}`), { code, hint, status });
}

/** What is wrong with a script as on a command line, if anything is. */
export function checkScript(wasm, text) {
  initSync({ module: wasm });
  return scriptError(text);
}
