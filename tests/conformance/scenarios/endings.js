// How flows end.
import {
  bare,
  call,
  callbacks,
  create,
  failure,
  grant,
  heard,
  launch,
  listen,
  moment,
  note,
  noting,
  openFlow,
  origins,
  pause,
  popup,
  rejecting,
  say,
  sdk,
  success,
  theme,
  throwing,
  until,
} from "../harness.js";

/** How a flow ends, and its callback is called. */
const ENDS = {
  success: () => say(success(grant())),
  error: () => say(failure()),
  async exit() {
    const told = new Promise((resolve) => sdk.on("exit", resolve));
    popup().close();
    await told;
    // The callback and `close` come after the handlers.
    await pause();
  },
};

/** @type {(end: keyof typeof ENDS, callback: string) => import("../harness.js").Scenario} */
const isOpenInside = (end, callback) => ({
  observes: "what it answers in the handler, the callback and at `close`",
  differs: [5, "false: the flow has ended"],
  async play() {
    create();
    for (const event of [end, "close"]) sdk.on(event, () => moment(`in bus ${event}`));
    await launch({ [callback]: () => moment(`in ${callback}`) });
    await ENDS[end]();
  },
});

/** @type {(end: keyof typeof ENDS, callback: string) => import("../harness.js").Scenario} */
const throwsIn = (end, callback) => ({
  observes: "what follows",
  differs: [5, "the flow is over, and `close` is emitted"],
  async play() {
    await openFlow({
      [callback]() {
        note(callback);
        throwing();
      },
    });
    await ENDS[end]();
    moment("at the end");
  },
});

/** @type {(end: keyof typeof ENDS, callback: string) => import("../harness.js").Scenario} */
const opensIn = (end, callback) => ({
  observes: "whether the next flow starts",
  differs: [11, "it does"],
  async play() {
    create();
    listen(["close"]);
    const second = { token: "token-2", [callback]: noting(`${callback} of the second`) };
    await launch({
      [callback]() {
        note(callback);
        launch(second);
      },
    });
    await ENDS[end]();
    moment("at the end");
  },
});

export default theme("Endings", {
  "success": {
    observes: "the order of handlers added before `open()`, `onSuccess` and `close`; that the popup is closed by then",
    async play() {
      create();
      sdk.on("success", () => note("popup closed", popup().closed));
      listen();
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "error": {
    observes: "the order, and that the popup is closed by then",
    async play() {
      create();
      sdk.on("error", () => note("popup closed", popup().closed));
      listen();
      await launch();
      await say(failure());
      moment("at the end");
    },
  },

  "exit": {
    observes: "the order when the user closes the popup",
    async play() {
      await openFlow();
      popup().close();
      await heard("bus close");
      moment("at the end");
    },
  },

  "exit at once": {
    observes: "that a popup closed before its page is there ends the flow as well",
    async play() {
      create();
      listen();
      await launch();
      popup().close();
      await heard("bus close");
      moment("at the end");
    },
  },

  "the page closes its window": {
    observes: "that it is an exit",
    async play() {
      await openFlow();
      popup().postMessage({ close: true }, "*");
      await heard("bus close");
      moment("at the end");
    },
  },

  "the page closes its window with its last word": {
    observes: "that the result of a popup that is gone by then arrives",
    async play() {
      await openFlow();
      popup().postMessage({ post: [success(grant())], close: true }, "*");
      await heard("bus close");
      moment("at the end");
    },
  },

  "exit, then another flow": {
    observes: "that the next `open()` works",
    async play() {
      create();
      listen();
      await launch();
      popup().close();
      await heard("bus close");
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "handlers added while the flow is open": {
    observes: "their place in the order",
    async play() {
      create();
      listen(["success", "close"]);
      await launch();
      sdk.on("success", noting("bus success, added later"));
      sdk.on("close", noting("bus close, added later"));
      await say(success(grant()));
    },
  },

  "an error without onError": {
    observes: "that the bus hears of it and the flow is over",
    async play() {
      create();
      listen();
      await call(bare());
      await say(failure());
      moment("at the end");
    },
  },

  "an exit without onExit": {
    observes: "whether the flow is over",
    differs: [4, "it is, `close` is emitted, and the next `open()` works"],
    async play() {
      create();
      listen();
      await call(bare());
      popup().close();
      await heard("bus exit");
      moment("at the end");
      await launch({ token: "token-2" });
    },
  },

  "isOpen() inside the callbacks of a success": isOpenInside("success", "onSuccess"),
  "isOpen() inside the callbacks of an error": isOpenInside("error", "onError"),
  "isOpen() inside the callbacks of an exit": isOpenInside("exit", "onExit"),

  "an onSuccess that throws": throwsIn("success", "onSuccess"),
  "an onError that throws": throwsIn("error", "onError"),
  "an onExit that throws": throwsIn("exit", "onExit"),

  "an onSuccess that rejects": {
    observes: "that the rejection is the app's, and the flow is over",
    async play() {
      await openFlow({ onSuccess: rejecting });
      await say(success(grant()));
      await heard("unhandled rejection");
      moment("at the end");
    },
  },

  "a handler of the bus that throws": {
    observes: "that the callback runs, and the flow is over",
    async play() {
      create();
      sdk.on("success", throwing);
      listen();
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "open() inside onSuccess": opensIn("success", "onSuccess"),
  "open() inside onError": opensIn("error", "onError"),
  "open() inside onExit": opensIn("exit", "onExit"),

  "open() inside a close handler": {
    observes: "whether the next flow starts, and starts afresh",
    differs: [11, "it does; there it is told the first one's grants, and ends"],
    async play() {
      create();
      let again = true;
      sdk.on("close", () => {
        note("close");
        if (again) {
          again = false;
          launch({ token: "token-2", onSuccess: noting("onSuccess of the second") });
        }
      });
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "close() inside onSuccess": {
    observes: "how often `close` is emitted",
    differs: [16, "`close` is emitted once"],
    async play() {
      await openFlow({ onSuccess: () => sdk.close() });
      await say(success(grant()));
      moment("at the end");
    },
  },

  "close() inside a handler of success": {
    observes: "whether `onSuccess` still runs",
    differs: [34, "it does"],
    async play() {
      create();
      sdk.on("success", () => {
        note("bus success");
        sdk.close();
      });
      listen(["close"]);
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "destroy() inside onSuccess": {
    observes: "what follows",
    differs: [5, "nothing; there the flow, not yet settled, complains in the console"],
    async play() {
      await openFlow({
        onSuccess: () => {
          note("onSuccess");
          sdk.destroy();
        },
      });
      await say(success(grant()));
    },
  },

  "options changed after open()": {
    observes: "whether a callback that was put in later is called",
    async play() {
      create();
      const options = { token: "token-1", baseURL: origins.hosted, ...callbacks() };
      await call(options);
      options.onSuccess = noting("onSuccess, put in later");
      await say(success(grant()));
    },
  },

  "callbacks that come and go after open()": {
    observes: "whether one that was not there is called, and one that is gone is missed",
    async play() {
      create();
      listen();
      const options = bare();
      await call(options);
      options.onError = noting("onError, put in later");
      await say(failure());
      options.onEvent = noting("onEvent");
      await call(options);
      delete options.onError;
      await say(failure());
      moment("at the end");
    },
  },

  "Cross-Origin-Opener-Policy": {
    observes: "what the app hears while the user is on such a page, and when the result comes",
    differs: [8, "no `exit`, and the result arrives"],
    async play() {
      await openFlow();
      const result = { alter_connect_success: "true", ...grant(), account_identifier: "ada@example.com" };
      const order = `return-when-released ${origins.app}/bare.html?${new URLSearchParams(result)}`;
      popup().postMessage({ go: `${origins.hosted}/coop#session=${encodeURIComponent(order)}` }, "*");
      await until("the popup to look closed", () => popup().closed);
      // The time in which a wrong exit would come.
      await pause(2000);
      moment("while the user is there");
      await fetch("/release", { method: "POST" });
      await heard("bus close");
      moment("at the end");
    },
  },
});
