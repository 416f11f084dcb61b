// The class as JavaScript calls it: the bus, late tokens, and every method from inside every handler.
import { pause, popup, silent, theme } from "../harness.js";

/** What a flow with this token comes to: an event's name, or how it ended. */
const outcome = (sdk, token) =>
  new Promise((resolve) => {
    const done = (what) => (payload) => resolve([what, payload?.code, payload?.details?.reason]);
    sdk.open({
      ...silent({ token }),
      onSuccess: done("success"),
      onError: done("error"),
      onExit: done("exit"),
      onEvent: (name) => resolve(name),
    });
  });

const failed = (reason) => ["error", "token_failed", reason];

export default theme("page", {
  "every method may be called from every handler": {
    // Method, place, times called and isOpen() after it, where they are not what they have to be.
    expects: [64],
    async play() {
      const log = [];
      // What the popup and the browser would do, done here: nothing has to be awaited.
      const says = (data) =>
        dispatchEvent(new MessageEvent("message", { source: popup(), origin: location.origin, data }));
      const succeed = () => says({ type: "alter_connect_success", grants: [{ grant_id: "g", provider: "p" }] });
      const fail = () => says({ type: "alter_connect_error" });
      const exit = () => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      const calls = {
        open: (sdk) => sdk.open(silent()),
        close: (sdk) => sdk.close(),
        destroy: (sdk) => sdk.destroy(),
        on: (sdk) => sdk.on("exit", () => {})(),
        off: (sdk) => sdk.off("exit", silent),
        isOpen: (sdk) => sdk.isOpen(),
        takeRedirectResult: (sdk) => sdk.takeRedirectResult(),
        getVersion: (sdk) => sdk.getVersion(),
      };
      const places = {
        onEvent() {},
        onSuccess: succeed,
        success: succeed,
        onError: fail,
        error: fail,
        onExit: exit,
        exit,
        close: (sdk) => sdk.close(),
      };
      let times = 0;
      for (const [method, call] of Object.entries(calls)) {
        for (const [place, end] of Object.entries(places)) {
          const sdk = AlterConnect.create();
          let called = 0;
          const once = () => {
            if (!called++) call(sdk);
          };
          if (!place.startsWith("on")) sdk.on(place, once);
          await sdk.open(silent({ [place]: once }));
          if ((method !== "close" && method !== "destroy") || place !== "onEvent") end(sdk);
          let open;
          try {
            open = sdk.isOpen();
          } catch (error) {
            open = error.code;
          }
          const running = method === "open" || (place === "onEvent" && method !== "close");
          const expected = method === "destroy" ? "sdk_destroyed" : running;
          if (!called || open !== expected) log.push([method, place, called, open]);
          sdk.destroy();
          times++;
        }
      }
      return [...log, times];
    },
  },

  "the next flow does not hear of the last": {
    expects: [
      ["first", "first"],
      "close",
      ["second", "second"],
      "close",
      false,
      ["fourth", "popup_blocked"],
      "close",
      ["third", "token_failed"],
      "close",
    ],
    async play() {
      const [sdk, log] = [AlterConnect.create(), /** @type {unknown[]} */ ([])];
      const failing = (name, onError) =>
        silent({
          token: () => Promise.reject(name),
          onError: (error) => {
            log.push([name, error.details.reason]);
            onError?.();
          },
        });
      sdk.on("close", () => log.push("close"));
      await sdk.open(failing("first", () => sdk.open(failing("second"))));
      await pause(100);
      log.push(sdk.isOpen());

      // One that begins and ends before the callbacks of the last one have had their turn.
      const ended = (name) => (error) => log.push([name, error.code]);
      const off = sdk.on("error", () => {
        off();
        window.open = () => null;
        sdk.open(silent({ onError: ended("fourth") }));
      });
      await new Promise((resolve) => {
        const onError = (error) => resolve(ended("third")(error));
        sdk.open(silent({ token: () => 7, onError }));
      });
      return log;
    },
  },

  "a token may come late or never": {
    expects: [
      ...["connect_opened", true, "connect_opened", true, "connect_opened", true, "connect_opened", true],
      ...[
        failed("no backend"),
        false,
        failed("thrown"),
        failed("It gave number."),
        failed("It gave an empty string."),
        false,
        true,
      ],
    ],
    async play() {
      const [sdk, log] = [AlterConnect.create(), /** @type {unknown[]} */ ([])];
      const thenable = { then: (resolve) => resolve("a") };
      for (const token of [() => "a", Promise.resolve("a"), async () => "a", thenable]) {
        log.push(await outcome(sdk, token), sdk.isOpen());
        sdk.close();
      }
      log.push(await outcome(sdk, Promise.reject("no backend")), sdk.isOpen());
      const thrown = () => {
        throw "thrown";
      };
      for (const token of [thrown, () => 7, async () => ""]) log.push(await outcome(sdk, token));
      const waiting = () => {
        /** @type {(token: string) => void} */
        let give = () => {};
        const token = new Promise((resolve) => (give = resolve));
        sdk.open(silent({ token, onEvent: () => log.push("opened with the token of a flow that is over") }));
        return give;
      };
      for (const after of [() => {}, waiting]) {
        const give = waiting();
        sdk.close();
        after();
        give("a");
        await pause(50);
        log.push(sdk.isOpen());
      }
      return log;
    },
  },

  "a token that nobody waits for": {
    expects: ["popup_blocked", "popup_blocked", ["unhandled", "the last"]],
    async play() {
      const [sdk, log] = [AlterConnect.create(), /** @type {unknown[]} */ ([])];
      window.open = () => null;
      addEventListener("unhandledrejection", (event) => log.push(["unhandled", event.reason]));
      const blocked = (token) =>
        new Promise((resolve) => sdk.open(silent({ token, onError: (error) => resolve(error.code) })));
      const asked = () => {
        log.push("asked");
        return "a";
      };
      log.push(await blocked(asked));
      log.push(await blocked(Promise.reject("no backend")));
      // It is heard after whatever was rejected before it.
      Promise.reject("the last");
      await pause(50);
      return log;
    },
  },

  // A question of its page's (`beforeunload`) may stand between it and the blank one: the SDK waits, though not for ever.
  "a popup that keeps its page": {
    expects: [true, true],
    async play() {
      const [sdk, log] = [AlterConnect.create(), /** @type {unknown[]} */ ([])];
      for (const token of [() => "a", () => pause(2000).then(() => "a")]) {
        const start = performance.now();
        await new Promise((replace) => {
          window.open = () => /** @type {any} */ ({ closed: false, focus() {}, close() {}, location: { replace } });
          sdk.open(silent({ token: token() }));
        });
        log.push(performance.now() - start > 500);
        sdk.close();
      }
      return log;
    },
  },

  // It looks at its popup now and then.
  "a flow that waits is quiet": {
    expects: [true, true],
    async play() {
      const sdk = AlterConnect.create();
      await new Promise((onEvent) => sdk.open(silent({ onEvent })));
      const { setTimeout } = window;
      let timers = 0;
      // Each is a reason to look at once.
      for (let i = 0; i < 20; i++) dispatchEvent(new FocusEvent("focus"));
      window.setTimeout = /** @type {any} */ (
        (...all) => {
          timers++;
          return setTimeout(.../** @type {[any]} */ (all));
        }
      );
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return [sdk.isOpen(), 0 < timers && timers < 10];
    },
  },

  // A page that is shown for the first time fires the same event: Connect may be clicked before.
  "only a page out of the cache gives a flow up": {
    expects: [true, "exit", false],
    async play() {
      const [sdk, log] = [AlterConnect.create(), /** @type {unknown[]} */ ([])];
      await sdk.open(silent({ onExit: () => log.push("exit") }));
      for (const persisted of [false, true]) {
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
        log.push(sdk.isOpen());
      }
      return log;
    },
  },
});
