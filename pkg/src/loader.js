// The class AlterConnect. Nothing happens at import, and create() compiles nothing: the wasm is made ready when the page is
// idle, or by the first call that needs it. It has less than 4 KB, which every browser compiles at once.
import instantiate from "sdk:engine";
import { imports, tellOf } from "sdk:imports";
import version from "sdk:version";
import { report } from "../../host/src/console.js";
import { failed } from "../../host/src/error.js";
import * as sdk from "../../host/src/instance.js";
import { provide, ready } from "../../host/src/machine.js";
import { attempt, thrown } from "../../host/src/values.js";

// The latest moment to get ready on a page that is never idle, in milliseconds.
const LATEST = 2000;

provide(() => {
  try {
    return tellOf(instantiate(imports));
  } catch (cause) {
    throw failed(
      "wasm_unavailable",
      "WebAssembly is refused here. Allow 'wasm-unsafe-eval' in script-src, or import alter-connect/js.",
      { cause },
    );
  }
});

// The key under which an object gives its instance. It gives it by a function, because a proxy such as Vue's ref hands out
// proxies of all objects in it.
const INSTANCE = Symbol();
const instanceOf = (connect) => {
  const give = connect?.[INSTANCE];
  if (!give) throw failed("illegal_constructor", "Call AlterConnect.create(), and methods on what it gives.");
  return give();
};

export default class AlterConnect {
  constructor() {
    instanceOf(this);
  }
  static create(config) {
    const connect = Object.create(this?.prototype ?? AlterConnect.prototype);
    const instance = sdk.create(config, version);
    // Not to be copied: the property is not enumerable.
    Object.defineProperty(connect, INSTANCE, { value: () => instance });
    // On a server there is nothing to get ready for.
    if (globalThis.window) {
      // A page that the user comes back to shows its own address again before the app reads it. Should that fail, it is tried
      // again at once.
      attempt(() => location.search.includes("alter_connect_") && ready(instance));
      const prepare = () => {
        attempt(() => ready(instance));
        if (thrown) report(thrown.message);
      };
      // With its first look at the session storage, which takes as long as all the rest, done before the click.
      attempt(() => ((!thrown && window.requestIdleCallback) || setTimeout)(prepare, { timeout: LATEST }));
    }
    return connect;
  }
  async open(options) {
    sdk.open(instanceOf(this), options);
  }
  connect(options) {
    return sdk.connect(instanceOf(this), options);
  }
  close() {
    sdk.close(instanceOf(this));
  }
  destroy() {
    sdk.destroy(instanceOf(this));
  }
  on(event, handler) {
    return sdk.on(instanceOf(this), event, handler);
  }
  off(event, handler) {
    sdk.off(instanceOf(this), event, handler);
  }
  isOpen() {
    return sdk.isOpen(instanceOf(this));
  }
  takeRedirectResult() {
    return sdk.takeRedirectResult(instanceOf(this));
  }
  getVersion() {
    return version;
  }
}
