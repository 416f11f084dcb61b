// What `open()` looks at, and in which order.
import {
  bare,
  call,
  callbacks,
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
  pretendToOpen,
  say,
  sdk,
  shown,
  success,
  theme,
} from "../harness.js";

export default theme("Options of open()", {
  "no options": {
    observes: "what `open()`, `open(undefined)` and `open(null)` reject with",
    differs: [14, "a rejection with `invalid_options` instead of a `TypeError`"],
    async play() {
      create();
      await call();
      await call(undefined);
      await call(null);
      moment("after it");
    },
  },

  "a token that is none": {
    observes: "the rejection for a missing or empty token, and for tokens that are numbers, booleans, objects or lists",
    async play() {
      create();
      listen();
      for (const token of [undefined, null, "", 0, 42, true, false, {}, ["token-1"], 7n]) await launch({ token });
      const { token, ...rest } = { token: "", baseURL: origins.hosted, ...callbacks() };
      await call(rest);
      moment("after it");
    },
  },

  "an onSuccess that is none": {
    observes: "the rejection for a missing `onSuccess`, and for one that is no function",
    async play() {
      create();
      listen();
      for (const onSuccess of [undefined, null, 0, "onSuccess", {}, []]) await launch({ onSuccess });
      moment("after it");
    },
  },

  "token before onSuccess": {
    observes: "which of the two a rejection names when both are wrong",
    async play() {
      create();
      for (const options of [{}, { token: "token-1" }, { onSuccess() {} }]) {
        // @ts-expect-error: the types want both.
        const error = await sdk.open(options).catch((error) => error);
        note("names", error.code, /token/i.test(error.message), /onSuccess/.test(error.message));
      }
    },
  },

  "options are checked before the open flow": {
    observes: "that a wrong option is refused while a flow is open, and the flow goes on",
    async play() {
      await openFlow();
      await launch({ token: "" });
      await launch({ onSuccess: undefined });
      moment("after it");
      await say(success(grant()));
    },
  },

  "open() while open": {
    observes: "that it resolves and does nothing: no second window, no new callbacks, `baseURL` not looked at",
    async play() {
      await openFlow();
      await launch({ token: "token-2", onSuccess: noting("onSuccess of the second") });
      await launch({ baseURL: "nonsense" });
      moment("after it");
      await say(success(grant()));
      moment("at the end");
    },
  },

  "a baseURL that is none": {
    observes: "that `open()` rejects with an `Error`, nothing is opened and nobody is told",
    async play() {
      create();
      listen();
      for (const baseURL of ["nonsense", "/relative", "//example.com", "http://", 42]) {
        const error = await sdk.open({ token: "token-1", baseURL, ...callbacks() }).catch((error) => error);
        note("rejected", error instanceof Error);
      }
      moment("after it");
    },
  },

  "the code of a refused baseURL": {
    observes: "`code` and `details` of the rejection",
    differs: [13, "the error has the code `invalid_url`"],
    async play() {
      create();
      await launch({ baseURL: "nonsense" });
    },
  },

  "a missing baseURL": {
    observes: "the address that is opened without `baseURL`, or with an empty one",
    async play() {
      pretendToOpen();
      for (const baseURL of [undefined, null, ""]) {
        create();
        await launch({ baseURL });
        sdk.destroy();
      }
    },
  },

  "other schemes": {
    observes: "what becomes of `http:` for a host that is not this machine, `ftp:`, `data:` and `javascript:`",
    differs: [13, "they are refused"],
    async play() {
      pretendToOpen();
      for (const baseURL of ["http://example.com", "ftp://example.com", "data:text/html,x", "javascript:alert(1)"]) {
        create();
        await launch({ baseURL });
        sdk.destroy();
      }
    },
  },

  "https and loopback": {
    observes: "that https passes for every host, and http for `localhost`, `127.0.0.1` and `[::1]`",
    async play() {
      pretendToOpen();
      const addresses = [
        "https://example.com",
        "https://example.com:8443",
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://[::1]:9",
      ];
      for (const baseURL of addresses) {
        create();
        await launch({ baseURL });
        sdk.destroy();
      }
    },
  },

  "after a rejection": {
    observes: "that an instance that refused is as good as new",
    async play() {
      create();
      listen();
      await launch({ token: "" });
      await sdk.open({ token: "token-1", baseURL: "nonsense", ...callbacks() }).catch(() => note("refused"));
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "only token and onSuccess": {
    observes: "a flow without any other callback",
    async play() {
      create();
      await call(bare());
      await say(success(grant()));
      moment("at the end");
    },
  },

  "callbacks keep their receiver": {
    observes: "that `this` inside `onSuccess` and `onEvent` is the options object",
    async play() {
      create();
      const options = {
        token: "token-1",
        baseURL: origins.hosted,
        onSuccess() {
          note("onSuccess", this === options);
        },
        onEvent() {
          note("onEvent", this === options);
        },
      };
      await call(options);
      await say(success(grant()));
      const failing = {
        ...options,
        onError() {
          note("onError", this === failing);
        },
      };
      await call(failing);
      await say(failure());
    },
  },

  "a token on its way": {
    observes: "that a promise, or a function, is taken as `token`",
    differs: [12, "it is taken instead of refused"],
    async play() {
      create();
      for (const token of [Promise.resolve("token-1"), () => "token-2", async () => "token-3"]) {
        await launch({ token, onEvent: undefined });
        if (!popup()) continue;
        note("popup shows", (await shown()).url);
        sdk.close();
        await popupCloses();
      }
    },
  },

  "a connectUrl": {
    observes: "that a session's `connect_url` is taken instead of a token",
    differs: [13, "it is taken instead of refused"],
    async play() {
      create();
      await launch({ token: undefined, baseURL: undefined, connectUrl: `${origins.hosted}/anywhere#session=token-1` });
      if (popup()) {
        note("popup shows", (await shown()).url);
        await say(success(grant()));
      }
    },
  },
});
