// The event bus.
import {
  attempt,
  call,
  create,
  grant,
  launch,
  listen,
  note,
  noting,
  origins,
  rejecting,
  say,
  sdk,
  success,
  theme,
  throwing,
} from "../harness.js";

export default theme("Event bus", {
  "the same handler twice": {
    observes: "that it counts once",
    play() {
      create();
      const handler = noting("handler");
      sdk.on("close", handler);
      sdk.on("close", handler);
      sdk.close();
    },
  },

  "one handler for two events": {
    observes: "that it is called for each",
    async play() {
      create();
      const handler = noting("handler");
      sdk.on("close", handler);
      sdk.on("success", handler);
      await call({ token: "token-1", baseURL: origins.hosted, onSuccess() {} });
      await say(success(grant()));
    },
  },

  "off()": {
    observes: "that the handler is gone, and that others stay",
    play() {
      create();
      const handler = noting("handler");
      sdk.on("close", handler);
      sdk.on("close", noting("other"));
      sdk.off("close", handler);
      sdk.close();
    },
  },

  "off() of what is not there": {
    observes: "that nothing happens: unknown handler, unknown event, no handler",
    play() {
      create();
      sdk.on("close", noting("handler"));
      attempt("unknown handler", () => sdk.off("close", () => {}));
      attempt("unknown event", () => sdk.off("nothing", () => {}));
      // @ts-expect-error: the types want one.
      attempt("no handler", () => sdk.off("close"));
      sdk.close();
    },
  },

  "the unsubscribe function": {
    observes: "that it removes its handler, twice too, and again after a new `on()`",
    play() {
      create();
      const handler = noting("handler");
      const unsubscribe = sdk.on("close", handler);
      unsubscribe();
      unsubscribe();
      sdk.close();
      sdk.on("close", handler);
      sdk.close();
      unsubscribe();
      sdk.close();
    },
  },

  "the unsubscribe function after destroy()": {
    observes: "that it does nothing, and does not throw",
    play() {
      create();
      const unsubscribe = sdk.on("close", noting("handler"));
      sdk.destroy();
      attempt("unsubscribe", () => unsubscribe());
    },
  },

  "a handler that throws": {
    observes: "that the others run, and that the error is printed",
    play() {
      create();
      sdk.on("close", noting("before"));
      sdk.on("close", throwing);
      sdk.on("close", noting("after"));
      attempt("close()", () => sdk.close());
    },
  },

  "a handler that rejects": {
    observes: "that the rejection is the app's, and nothing is printed",
    play() {
      create();
      sdk.on("close", rejecting);
      sdk.on("close", noting("after"));
      sdk.close();
    },
  },

  "handlers run in the order of on()": {
    observes: "the order, also after one was removed and added again",
    play() {
      create();
      const first = noting("first");
      sdk.on("close", first);
      sdk.on("close", noting("second"));
      sdk.close();
      sdk.off("close", first);
      sdk.on("close", first);
      sdk.close();
    },
  },

  "on() during an emission": {
    observes: "that a handler added by another one runs in the same emission",
    play() {
      create();
      sdk.on("close", () => sdk.on("close", noting("added")));
      sdk.close();
    },
  },

  "on() of another event during an emission": {
    observes: "that it waits for its own event",
    play() {
      create();
      sdk.on("close", () => {
        note("close");
        sdk.on("success", noting("added"));
      });
      sdk.close();
    },
  },

  "off() during an emission": {
    observes: "that a handler removed before its turn does not run",
    play() {
      create();
      const removed = noting("removed");
      sdk.on("close", () => sdk.off("close", removed));
      sdk.on("close", removed);
      sdk.on("close", noting("last"));
      sdk.close();
    },
  },

  "a handler that removes itself": {
    observes: "that it runs once, and the next one is not skipped",
    play() {
      create();
      const unsubscribe = sdk.on("close", () => {
        note("once");
        unsubscribe();
      });
      sdk.on("close", noting("every time"));
      sdk.close();
      sdk.close();
    },
  },

  "close() inside a close handler": {
    observes: "the nested emission",
    play() {
      create();
      let times = 0;
      sdk.on("close", () => {
        note("outer", times);
        if (times++ < 2) sdk.close();
      });
      sdk.on("close", noting("after"));
      sdk.close();
    },
  },

  "destroy() inside a handler": {
    observes: "whether the handlers behind it still run",
    differs: [15, "none runs after `destroy()`"],
    play() {
      create();
      sdk.on("close", () => {
        note("first");
        sdk.destroy();
      });
      sdk.on("close", noting("second"));
      attempt("close()", () => sdk.close());
    },
  },

  "unknown events": {
    observes: "that any name is accepted, those of `Object.prototype` too",
    play() {
      create();
      for (const name of ["nothing", "", "constructor", "__proto__", "connect_opened", "SUCCESS"]) {
        attempt(`on(${name})`, () => typeof sdk.on(name, noting(name)));
        attempt(`off(${name})`, () => sdk.off(name, () => {}));
      }
      sdk.close();
    },
  },

  "a handler that is no function": {
    observes: "that it is accepted, and reported when its turn comes",
    play() {
      create();
      // @ts-expect-error: the types want a function.
      attempt("on()", () => typeof sdk.on("close", "no function"));
      sdk.on("close", noting("after"));
      sdk.close();
    },
  },

  "what handlers are called with": {
    observes: "number of arguments and receiver",
    async play() {
      create();
      const strict = (name) =>
        /** @this {unknown} */
        function () {
          note(name, arguments.length, this === undefined);
        };
      sdk.on("success", strict("success"));
      sdk.on("close", strict("close"));
      await call({ token: "token-1", baseURL: origins.hosted, onSuccess: (...all) => note("onSuccess", all.length) });
      await say(success(grant()));
    },
  },

  "handlers share the payload": {
    observes: "that bus and callback get the same list of grants",
    async play() {
      create();
      let seen;
      sdk.on("success", (grants) => {
        seen = grants;
      });
      await launch({ onSuccess: (grants) => note("the same", grants === seen) });
      await say(success(grant()));
    },
  },

  "connect_opened on the bus": {
    observes: "that `event` is not emitted for it: it goes to `onEvent` alone",
    async play() {
      create();
      listen(["event"]);
      await launch();
    },
  },

  "a handler of the bus as callback": {
    observes: "that one function may be both, and is called for each",
    async play() {
      create();
      const handler = noting("handler");
      sdk.on("success", handler);
      await call({ token: "token-1", baseURL: origins.hosted, onSuccess: handler });
      await say(success(grant()));
      sdk.off("success", handler);
      await call({ token: "token-2", baseURL: origins.hosted, onSuccess: noting("onSuccess") });
      await say(success(grant()));
    },
  },
});
