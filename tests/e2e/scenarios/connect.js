// connect(): a promise of the outcome.
import { newSession, pause, popup, popups, theme } from "../harness.js";

/** The user approves, denies, or does nothing. */
const APPROVES = { outcome: "approve" };
const DENIES = { outcome: "deny" };
const WAITS = { pause_at_provider: true };

const reason = { why: "changed my mind" };

/** A new instance, a session that goes as `script` says, and a signal whose listeners are counted. */
class App {
  connect = AlterConnect.create();
  controller = new AbortController();
  listeners = 0;
  options;

  static async with(script) {
    const app = new App();
    app.options = await newSession(["google"], script);
    for (const [method, step] of /** @type {const} */ ([
      ["addEventListener", 1],
      ["removeEventListener", -1],
    ])) {
      app.controller.signal[method] = (...values) => {
        if (values[0] === "abort") app.listeners += step;
        EventTarget.prototype[method].apply(app.controller.signal, /** @type {any} */ (values));
      };
    }
    return app;
  }

  /** connect(), and what is done once the Connect page is on its way. */
  start(then, more) {
    const onEvent = (name) => name === "connect_opened" && setTimeout(then);
    return this.connect.connect({ ...this.options, onEvent, ...more });
  }

  /** The same with the signal. */
  startWithSignal(then) {
    return this.start(then, { signal: this.controller.signal });
  }

  open() {
    this.connect.open({ ...this.options, onSuccess() {} });
  }

  /** What becomes of a promise while another flow is open: the outcome, and whether that flow goes on. */
  async beside(start) {
    this.open();
    const outcome = await settled(start());
    const goesOn = this.connect.isOpen();
    this.connect.close();
    return [outcome, goesOn];
  }
}

/** What becomes of a promise: the accounts, or the code of an error of ours, or the reason. */
async function settled(promise) {
  const outcome = promise.then(
    (grants) => ({ grants }),
    (error) => ({ error }),
  );
  const { isAlterError } = await import(/** @type {any} */ ("/dist/errors.mjs"));
  const { grants, error } = await outcome;
  if (grants) return grants.map((grant) => grant.account_identifier);
  if (error === reason) return "the reason";
  return isAlterError(error) && error.message ? error.code : `no error of ours: ${error}`;
}

/** Waits until no popup is left. */
async function noPopup() {
  while (popups.some((popup) => !popup.closed)) await pause(10);
}

const GRANTED = ["demo@example.com"];

export default theme("page", {
  "with the user's answer": {
    expects: [GRANTED, "connect_denied", true, "exit"],
    async play() {
      const [approved, denied, left] = [await App.with(APPROVES), await App.with(DENIES), await App.with(WAITS)];
      const outcomes = [await settled(approved.start())];
      const { code, docs } = await denied.start().catch((error) => error);
      outcomes.push(code, docs.endsWith("docs/errors.md#connect_denied"));
      outcomes.push(await settled(left.start(() => popup().close())));
      await noPopup();
      return outcomes;
    },
  },

  "with what cannot start": {
    expects: ["invalid_options", "token_failed", "sdk_destroyed", "popup_blocked"],
    async play() {
      const app = await App.with(WAITS);
      const thrown = () => {
        throw 7;
      };
      const outcomes = [
        // @ts-expect-error: the types want more.
        await settled(app.connect.connect()),
        await settled(app.connect.connect({ token: thrown })),
      ];
      const destroyed = await App.with(WAITS);
      destroyed.connect.destroy();
      outcomes.push(await settled(destroyed.start()));
      await noPopup();
      window.open = () => null;
      return [...outcomes, await settled(app.start())];
    },
  },

  "with what the app does": {
    expects: ["closed", "closed"],
    async play() {
      const [closing, destroying] = [await App.with(WAITS), await App.with(WAITS)];
      const outcomes = [
        await settled(closing.start(() => closing.connect.close())),
        await settled(destroying.start(() => destroying.connect.destroy())),
      ];
      await noPopup();
      return outcomes;
    },
  },

  // Its reason comes as it is, nothing opens if it came first, and nothing is left on it.
  "with a signal": {
    expects: ["the reason", "the reason", 1, "no error of ours: AbortError: Aborted", GRANTED, 0],
    async play() {
      const [late, early, old, unused] = [
        await App.with(WAITS),
        await App.with(WAITS),
        await App.with(WAITS),
        await App.with(APPROVES),
      ];
      const outcomes = [await settled(late.startWithSignal(() => late.controller.abort(reason)))];
      await noPopup();
      early.controller.abort(reason);
      outcomes.push(await settled(early.startWithSignal()), popups.length);
      old.controller.abort();
      Object.defineProperty(old.controller.signal, "reason", { value: undefined });
      outcomes.push(await settled(old.startWithSignal()));
      outcomes.push(await settled(unused.startWithSignal()), unused.listeners);
      return outcomes;
    },
  },

  "with an abort when the outcome has come, or before the flow has begun": {
    expects: [GRANTED, "connect_denied", "the reason", false],
    async play() {
      const outcomes = [];
      for (const [event, script] of /** @type {const} */ ([
        ["success", APPROVES],
        ["error", DENIES],
      ])) {
        const app = await App.with(script);
        app.connect.on(event, () => app.controller.abort(reason));
        outcomes.push(await settled(app.startWithSignal()));
      }
      const { connect, controller, options } = await App.with(WAITS);
      const asked = Object.defineProperty({ ...options, signal: controller.signal }, "token", {
        get() {
          controller.abort(reason);
          return options.token;
        },
      });
      outcomes.push(await settled(connect.connect(asked)));
      outcomes.push(connect.isOpen());
      await noPopup();
      return outcomes;
    },
  },

  "of the last of many instances": {
    expects: GRANTED,
    async play() {
      const app = await App.with(APPROVES);
      for (let made = 0; made < 5000; made++) app.connect = AlterConnect.create();
      return settled(app.start());
    },
  },

  // While another flow of the instance is open, that one goes on; a dead one makes room.
  "beside another flow": {
    expects: [["already_open", true], ["already_open", true], "closed", "already_open", "closed", "exit"],
    async play() {
      const app = await App.with(WAITS);
      const outcomes = [await app.beside(() => app.start())];
      await noPopup();
      const aborted = () => {
        const promise = app.startWithSignal();
        app.controller.abort(reason);
        return promise;
      };
      outcomes.push(await app.beside(aborted));
      await noPopup();
      const first = settled(app.start(() => app.connect.close()));
      const second = settled(app.start());
      outcomes.push(await first, await second);
      await noPopup();

      const dead = await App.with(WAITS);
      dead.open();
      popup().close();
      // The focus is back, as it will be in a moment.
      const { hasFocus } = document;
      document.hasFocus = () => true;
      outcomes.push(await settled(dead.start(() => dead.connect.close())));
      document.hasFocus = hasFocus;
      await noPopup();

      const other = await App.with(WAITS);
      const others = () => {
        AlterConnect.create().destroy();
        setTimeout(() => popup().close());
      };
      outcomes.push(await settled(other.start(others)));
      await noPopup();
      return outcomes;
    },
  },
});
