// The class, its instances and their life.
import {
  attempt,
  call,
  create,
  failure,
  grant,
  launch,
  listen,
  moment,
  note,
  noting,
  openFlow,
  origins,
  popup,
  popupCloses,
  say,
  sdk,
  seenIn,
  shown,
  success,
  theme,
} from "../harness.js";

export default theme("The class and its instances", {
  "the global is the class": {
    observes: "what the script leaves behind: `create()` works in the next inline script, instances are of the class",
    async play() {
      note("seen", await seenIn("/inline.html"));
      note("another", AlterConnect.create() === AlterConnect.create());
    },
  },

  "the global beside an AMD loader": {
    observes: "whether the script tag leaves it behind",
    differs: [33, "it does"],
    async play() {
      note("seen", await seenIn("/beside-a-loader.html"));
    },
  },

  "a baseURL given to create()": {
    observes: "whether anybody hears that it has no effect there",
    differs: [30, "one line on the console"],
    play() {
      create({ baseURL: "https://a.example" });
    },
  },

  "the constructor": {
    observes: "what `new` gives without `create()`",
    differs: [20, "an error that names `create()`"],
    play() {
      // @ts-expect-error: it is private.
      attempt("new", () => typeof new AlterConnect({}).open);
    },
  },

  "create() with and without a configuration": {
    observes:
      "that `create()` with nothing, `undefined`, `{}` or `{debug: false}`, or called as no method, throws or prints nothing",
    play() {
      for (const config of [[], [undefined], [{}], [{ debug: false }], [{ debug: undefined }], [{ more: 1 }]]) {
        attempt("create()", () => typeof create(...config).open);
      }
      const { create: alone } = AlterConnect;
      attempt("create() of no class", () => typeof alone().open);
      attempt("create() of another object", () => typeof { create: alone }.create().open);
    },
  },

  "the members of an instance": {
    observes: "type and return value of each method",
    play() {
      create();
      for (const name of ["open", "close", "destroy", "on", "off", "isOpen", "getVersion"])
        note(name, typeof sdk[name]);
      const handler = () => {};
      const unsubscribe = sdk.on("success", handler);
      attempt("on() gives", () => typeof unsubscribe);
      attempt("off()", () => sdk.off("success", handler));
      attempt("close()", () => sdk.close());
      attempt("isOpen()", () => sdk.isOpen());
      attempt("destroy()", () => sdk.destroy());
    },
  },

  "the unsubscribe function's return value": {
    observes: "what the function from `on()` returns, called once and again",
    play() {
      create();
      const unsubscribe = sdk.on("success", () => {});
      note("returned", unsubscribe());
      note("returned again", unsubscribe());
    },
  },

  "open() returns a promise": {
    observes: "that it is a `Promise`, also where it is refused, and that it gives nothing",
    async play() {
      create();
      // @ts-expect-error: the types want more.
      const refused = sdk.open({});
      note("refused", refused instanceof Promise);
      await refused.catch(() => {});
      const launched = sdk.open({ token: "token-1", baseURL: origins.hosted, onSuccess() {} });
      note("launched", launched instanceof Promise, await launched);
    },
  },

  "getVersion()": {
    observes: "that it is a string with something in it, after `destroy()` too",
    play() {
      create();
      const isVersion = (version) => typeof version === "string" && /^\d+\.\d+\.\d+$/.test(version);
      note("version", isVersion(sdk.getVersion()));
      sdk.destroy();
      note("after destroy()", isVersion(sdk.getVersion()));
    },
  },

  "after destroy()": {
    observes:
      "`open()` rejects, `close()`, `on()`, `off()` and `isOpen()` throw an `Error` with code and details; `destroy()` again does nothing",
    async play() {
      create();
      listen();
      attempt("destroy()", () => sdk.destroy());
      await launch();
      attempt("close()", () => sdk.close());
      attempt("on()", () => sdk.on("success", () => {}));
      attempt("off()", () => sdk.off("success", () => {}));
      attempt("isOpen()", () => sdk.isOpen());
      attempt("destroy() again", () => sdk.destroy());
    },
  },

  "after destroy(), whatever the arguments": {
    observes: "that `open()` looks at its options only if the instance lives",
    async play() {
      create().destroy();
      await call({});
      await call({ token: "token-1" });
      await launch({ baseURL: "nonsense" });
    },
  },

  "destroy() in the middle of a flow": {
    observes: "the popup is closed, nobody is told, and what the page says later is not heard",
    async play() {
      await openFlow();
      sdk.destroy();
      await popupCloses();
      note("popup closed", popup().closed);
    },
  },

  "another instance lives on": {
    observes: "that `destroy()` of one instance leaves the handlers and flows of another alone",
    async play() {
      const other = AlterConnect.create();
      other.on("success", noting("bus success of the other"));
      await openFlow();
      other.destroy();
      moment("while the other is destroyed");
      await say(success(grant()));
      moment("at the end");
    },
  },

  "close() while nothing is open": {
    observes: "that `close` is emitted each time",
    play() {
      create();
      listen();
      sdk.close();
      sdk.close();
      moment("after close()");
    },
  },

  "close() in the middle of a flow": {
    observes: "the popup is closed, `close` is emitted, no callback runs, and bus handlers stay",
    async play() {
      await openFlow();
      moment("before close()");
      sdk.close();
      moment("after close()");
      await popupCloses();
      note("popup closed", popup().closed);
      sdk.close();
    },
  },

  "close() just after open()": {
    observes: "that a popup that has not loaded is closed as well",
    async play() {
      create();
      listen();
      const launched = launch();
      sdk.close();
      moment("after close()");
      await launched;
      await popupCloses();
    },
  },

  "open() again after close()": {
    observes: "that the second flow works, and only its own callbacks run",
    async play() {
      await openFlow({ onSuccess: noting("onSuccess of the first") });
      sdk.close();
      await popupCloses();
      await launch({ token: "token-2" });
      note("popup shows", (await shown()).url);
      await say(success(grant()));
      moment("at the end");
    },
  },

  "three flows, one after the other": {
    observes: "that callbacks of a flow that has ended are not called again, and handlers of the bus are",
    async play() {
      create();
      listen();
      for (const message of [success(grant()), failure({ error: "denied" }), success(grant())]) {
        await launch();
        await say(message);
        moment("at the end");
      }
    },
  },
});
