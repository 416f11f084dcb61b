// The classic script beside other scripts: a script tag always gets its global, and a loader gets its module.
import { theme } from "../harness.js";

const file = () => new URL("sdk.js", location.href).href;
const source = async (address = file()) => (await fetch(address)).text();

/**
 * What is there after a script of a page of its own has run: the global, what `define` was called with, what the page's
 * `module` holds, and what was thrown.
 *
 * @param {{ globals?: object, src?: string, text?: string, loader?: boolean, body?: string }} page
 */
async function run({ globals = {}, src, text, loader, body = "" }) {
  const frame = document.body.appendChild(document.createElement("iframe"));
  const { contentWindow: around, contentDocument: inside } =
    /** @type {{ contentWindow: any, contentDocument: any }} */ (frame);
  inside.body.innerHTML = body;
  Object.assign(around, globals);
  const thrown = [];
  around.onerror = (message) => void thrown.push(message);
  const script = inside.createElement("script");
  if (loader) script.dataset.requiremodule = "alter-connect";
  await new Promise((resolve) => {
    Object.assign(script, { onload: resolve, onerror: resolve }, src ? { src } : { text });
    inside.head.append(script);
    if (!src) resolve(undefined);
  });
  const isClass = (value) => typeof value?.create === "function" && typeof value.create().open === "function";
  const given = [isClass(around.AlterConnect), isClass(around.module?.exports), around.joined ?? null, thrown];
  frame.remove();
  return given;
}

/**
 * A page that is back from a redirect, and whose own script comes first: what it is given, its address, the windows that
 * the next flow opens, and how that ends.
 *
 * @param {string} own
 */
async function comeBack(own) {
  const frame = document.createElement("iframe");
  const here = new URL("/tests/e2e/pages/app.js", location.href).href;
  const result = "alter_connect_success=true&grant_id=grant-1&provider=google&account_identifier=a&scopes=b,c";
  await new Promise((resolve) => {
    Object.assign(frame, { onload: resolve, src: `${here}?${result}` });
    document.body.append(frame);
  });
  sessionStorage.setItem("alter_oauth_state", JSON.stringify({ timestamp: Date.now(), returnUrl: here }));
  const around = /** @type {any} */ (frame.contentWindow);
  for (const text of [own, await source()]) {
    const script = around.document.createElement("script");
    around.document.head.append(Object.assign(script, { text }));
  }
  const opened = [];
  around.open = (address) => void opened.push(`${address}`);
  const sdk = around.AlterConnect.create();
  const taken = await sdk.takeRedirectResult();
  let code;
  const onError = (error) => (code = error.code);
  await sdk.open({ token: "t", baseURL: location.origin, onSuccess() {}, onError }).catch(onError);
  const scopes = [...(taken.grants?.[0].scopes ?? [])].join();
  const given = [scopes, around.location.href === here, opened.length, code];
  frame.remove();
  return given;
}

/** An AMD loader's function. It counts its calls, and takes the module of each. */
function amd() {
  const modules = [];
  const define = (...values) => void modules.push(values.length === 1 && typeof values[0]().create);
  return { modules, define: Object.assign(define, { amd: {} }) };
}

const GLOBAL = [true, false, null, []];
const MODULE = [false, false, null, []];
const BOTH = [true, true, null, []];

export default theme("page", {
  "beside an AMD loader": {
    expects: [GLOBAL, [], GLOBAL, [], MODULE, ["function"], MODULE, ["function"]],
    async play() {
      const [tag, inline, loaded, desktop] = [amd(), amd(), amd(), amd()];
      return [
        await run({ globals: { define: tag.define }, src: file() }),
        tag.modules,
        await run({ globals: { define: inline.define }, text: await source() }),
        inline.modules,
        await run({ globals: { define: loaded.define }, src: file(), loader: true }),
        loaded.modules,
        // As in a desktop app's window that has Node's names.
        await run({ globals: { define: desktop.define, module: { exports: {} } }, src: file(), loader: true }),
        desktop.modules,
      ];
    },
  },

  "beside other things of these names": {
    expects: [BOTH, GLOBAL, GLOBAL, GLOBAL, GLOBAL, GLOBAL],
    async play() {
      return [
        await run({ globals: { module: { exports: {} } }, src: file() }),
        await run({ globals: { module: {}, exports: {} }, src: file() }),
        await run({ globals: { module: null, define: null }, src: file() }),
        await run({ globals: { define() {} }, src: file() }),
        await run({ globals: { define: "define", module: "module", exports: "exports" }, src: file() }),
        await run({ body: '<form id="module"></form><p id="define"></p><p id="AlterConnect"></p>', src: file() }),
      ];
    },
  },

  // What is declared by `const` or `let` hides a function of the browser's from every script of the page.
  "beside a page's own names and a library's toJSON": {
    expects: [
      ["b,c", true, 2, "popup_blocked"],
      ["b,c", true, 2, "popup_blocked"],
    ],
    async play() {
      return [
        await comeBack("const name = {}, open = 1, history = [], parent = 2; let stop, status;"),
        await comeBack("Array.prototype.toJSON = function () { return '[' + this + ']' };"),
      ];
    },
  },

  "joined with other files": {
    expects: [
      [true, false, "before", []],
      [true, false, "before", []],
      [true, false, "strict", []],
      [true, false, "after", []],
    ],
    async play() {
      const [ours, element] = [await source(), await source("/dist/alter-connect-element.js")];
      const joined = (what) => `(function () { window.joined = "${what}" })()`;
      const bare = (text) => text.replace(/^\/\*.*\*\/\s*/, "");
      return [
        await run({ text: joined("before") + bare(ours) }),
        await run({ text: joined("before") + bare(element) }),
        await run({ text: `"use strict";${joined("strict")}\n${ours}` }),
        await run({ text: ours.trimEnd() + joined("after") }),
      ];
    },
  },
});
