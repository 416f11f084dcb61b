// Counts what is compiled, and refuses it as the query says: `?refuse=at once` is Chrome before 115, `?refuse=all` a policy
// without wasm, `?busy` a page that is never idle (`?busy=late` calls in the end who has set a limit).
const compiled = [];
Object.assign(window, { compiled });
{
  const query = new URLSearchParams(location.search);
  const compile = (way) => {
    compiled.push(way);
    if ([way, "all"].includes(query.get("refuse"))) throw new RangeError("refused by the test");
  };
  const { instantiate } = WebAssembly;
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(target, values) {
      compile("at once");
      return Reflect.construct(target, values);
    },
  });
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {[any]} */ ...values) => {
      compile("beside");
      return instantiate(...values);
    }
  );
  if (query.has("busy")) {
    window.requestIdleCallback = (/** @type {any} */ callback, options) => {
      const timeout = options?.timeout;
      return query.get("busy") === "late" && timeout ? setTimeout(callback, timeout) : 0;
    };
  }
}
