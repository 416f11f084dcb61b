// Messages, options and pages that were made to break the SDK, or that break it by being odd.
import { theme } from "../harness.js";

const SUCCESS = "success grant-1 close";

/**
 * The address is again what it was before the redirect.
 *
 * @param {typeof import("../lab/lab.js")} lab
 * @param {string} start
 */
async function comesHome({ leave, native, parameters }, start) {
  history.replaceState(null, "", start);
  leave(native.epoch(), start);
  history.replaceState(null, "", start.replace(/\?.*/, parameters));
  const result = await AlterConnect.create().takeRedirectResult();
  return [result && "grants" in result && result.grants[0]?.grant_id, location.href === start ? "home" : location.href];
}

export default theme("lab", {
  // Seconds would be noticed, 10,000 items are what is read of a list.
  "endless and deep and long": {
    expects: {
      "sparse": 1,
      "sparse, behind the limit": "invalid_response",
      "all that is read": 10_000,
      "one more": 10_000,
      "many": 10_000,
      "more": 10_000,
      "deep grants": "invalid_response",
      "deep metadata": 1,
      "deep scopes": 1,
      "endless scopes": ["mail"],
      "many scopes": 1_000,
      "a long id": 50_000_000,
      "a long account": 50_000_000,
      "a long provider": 50_000_000,
      "a long error": 50_000_000,
      "a long type": "nothing",
    },
    async play({ grant, granting, native, telling }) {
      const sparse = (length, at) => Object.assign([], { length, [at]: grant() });
      const deep = (value) => {
        for (let depth = 0; depth < 100_000; depth++) value = [value];
        return value;
      };
      const long = "x".repeat(50_000_000);
      const count = async (grants) => {
        const given = await granting(grants);
        return Array.isArray(given) ? given.length : given;
      };
      const results = {};
      for (const [name, call] of Object.entries({
        "sparse": () => count(sparse(4294967295, 0)),
        "sparse, behind the limit": () => count(sparse(100_000_000, 50_000_000)),
        "all that is read": () => count(Array.from({ length: 10_000 }, () => grant())),
        "one more": () => count(Array.from({ length: 10_001 }, () => grant())),
        "many": () => count(Array.from({ length: 100_000 }, () => grant())),
        "more": () => count(Array.from({ length: 300_000 }, () => grant())),
        "deep grants": () => count(deep(grant())),
        "deep metadata": () => count([grant({ metadata: { deep: deep(1) } })]),
        "deep scopes": () => count([grant({ scopes: deep("mail") })]),
        "endless scopes": async () => {
          const scopes = Object.assign(["mail"], { length: 4294967295 });
          return (await granting([grant({ scopes })]))[0].scopes;
        },
        "many scopes": async () => {
          const scopes = Array(300_000).fill("mail");
          return (await granting([grant({ scopes })]))[0].scopes.length;
        },
        "a long id": async () => (await granting([grant({ grant_id: long })]))[0].grant_id.length,
        "a long account": async () =>
          (await granting([grant({ account_identifier: long })]))[0].account_identifier.length,
        "a long provider": async () => (await granting([grant({ provider: long })]))[0].provider_name.length,
        "a long error": async () => (await telling({ type: "alter_connect_error", error: long })).length,
        "a long type": () => telling({ type: long }),
      })) {
        const started = native.epoch();
        results[name] = await call();
        const took = native.epoch() - started;
        if (took > 2000) results[name] = `took ${took} ms`;
      }
      return results;
    },
  },

  "forged instances": {
    expects: [[], false, 0, SUCCESS],
    async play({ flow, hosted, settled, windows }) {
      const sdk = AlterConnect.create();
      const forged = [
        Object.assign(Object.create(AlterConnect.prototype), sdk),
        Object.create(AlterConnect.prototype),
        { ...sdk },
        {},
        0,
        "sdk",
        null,
        undefined,
      ];
      const calls = {
        open: [{ token: "token", baseURL: hosted, onSuccess() {} }],
        close: [],
        destroy: [],
        on: ["close", () => {}],
        off: ["close", () => {}],
        isOpen: [],
      };
      const wrong = [];
      const refused = async (name, call) => {
        const { thrown } = await settled(call);
        const good =
          thrown instanceof Error &&
          thrown.code === "illegal_constructor" &&
          thrown.message.includes("AlterConnect.create()");
        if (!good) wrong.push([name, String(thrown?.code ?? thrown)]);
      };
      /** @type {any} */
      const Class = AlterConnect;
      await refused("new", () => new Class());
      await refused("new with arguments", () => new Class(0, {}));
      await refused("new of a subclass", () => new (class extends Class {})());
      for (const [index, object] of forged.entries())
        for (const [name, values] of Object.entries(calls)) {
          await refused(`${name} of ${index}`, () => AlterConnect.prototype[name].apply(object, values));
        }
      const { value: isOpen } = await settled(() => sdk.isOpen());
      return [wrong, isOpen, windows.length, await flow()];
    },
  },

  "a token that counts who asks": {
    expects: [SUCCESS, 1, SUCCESS, 2, SUCCESS, 1, SUCCESS, 2],
    async play({ flow, hosted }) {
      const told = [];
      for (const option of ["token", "connectUrl"]) {
        let asked = 0;
        const answer = option === "token" ? "token" : `${hosted}/sdk/oauth/connect#session=token`;
        const thenable = {
          then(resolve) {
            asked++;
            resolve(answer);
          },
        };
        told.push(await flow({ token: undefined, [option]: thenable }), asked);
        told.push(
          await flow({
            token: undefined,
            [option]: () => {
              asked++;
              return answer;
            },
          }),
          asked,
        );
      }
      return told;
    },
  },

  "a getter among the callbacks": {
    expects: ["exit close", "", false, 0, "error denied close", "", false, 0, SUCCESS, "", false, 0],
    async play({ closePopup, getter, grant, granted, hear, hosted, message, settle, settled, uncaught }) {
      const told = [];
      for (const [name, end] of /** @type {[string, () => void][]} */ ([
        ["onExit", closePopup],
        ["onError", () => message({ type: "alter_connect_error", error: "denied" })],
        ["onEvent", () => message(granted(grant()))],
      ])) {
        const heard = [];
        const sdk = hear(AlterConnect.create(), heard);
        const { thrown } = await settled(() =>
          sdk.open(
            getter(name, {
              token: "token",
              baseURL: hosted,
              onSuccess: ([{ grant_id }]) => heard.push(grant_id),
            }),
          ),
        );
        await settle();
        end();
        await settle();
        told.push(heard.join(" "), thrown ? String(thrown) : "", sdk.isOpen(), uncaught.length);
      }
      return told;
    },
  },

  "a console that throws": {
    expects: ["undefined", "success onSuccess close", 0],
    async play({ grant, granted, hear, message, options, settle, settled, uncaught }) {
      for (const level of ["debug", "log", "info", "warn", "error"]) {
        console[level] = () => {
          throw new Error("no console");
        };
      }
      const told = [];
      const onSuccess = () => {
        told.push("onSuccess");
        throw new Error("a bug of the app");
      };
      const { thrown } = await settled(async () => {
        const sdk = AlterConnect.create({ debug: true });
        sdk.on("success", () => {
          throw new Error("a bug of the app");
        });
        await hear(sdk, told).open(options(told, { onSuccess }));
        await settle();
        message(granted(grant()));
        await settle();
        if (sdk.isOpen()) told.push("still open");
      });
      return [String(thrown), told.join(" "), uncaught.length];
    },
  },

  "timers that are objects": {
    expects: [SUCCESS, "exit onExit close", 0, []],
    async play({ closePopup, flow, hear, held, options, settled, uncaught }) {
      const { setTimeout, clearTimeout } = window;
      window.setTimeout = /** @type {any} */ (
        (/** @type {[any]} */ ...values) => ({
          id: setTimeout(...values),
          [Symbol.toPrimitive]() {
            throw new Error("no number");
          },
        })
      );
      window.clearTimeout = (/** @type {any} */ timer) => clearTimeout(timer?.id);
      const before = (await held()).timers;
      const told = await flow();
      const heard = [];
      const sdk = hear(AlterConnect.create(), heard);
      await settled(() => sdk.open(options(heard)));
      closePopup();
      return [told, heard.join(" "), (await held()).timers - before, uncaught.map(String)];
    },
  },

  "options from the prototype of everything": {
    expects: ["/sdk/oauth/connect#session=token", "exit close", 0, "invalid_options"],
    async play({ closePopup, hear, hosted, popup, settle, settled, written }) {
      const told = [];
      Object.assign(Object.prototype, {
        connectUrl: "https://mallory.example/sdk/oauth/connect#session=theirs",
        onExit: () => told.push("their onExit"),
        debug: true,
      });
      const sdk = hear(AlterConnect.create(), told);
      await settled(() => sdk.open({ token: "token", baseURL: hosted, onSuccess() {} }));
      await settle();
      const { href } = popup().location;
      closePopup();
      Object.assign(Object.prototype, { token: "theirs" });
      const { thrown } = await settled(() => sdk.open({ onSuccess() {} }));
      for (const name of ["connectUrl", "onExit", "debug", "token"]) delete Object.prototype[name];
      return [href.replace(hosted, ""), told.join(" "), written.length, thrown?.code];
    },
  },

  "a state that is none": {
    expects: [[], SUCCESS],
    async play({ clear, comeBack, flow, hear, settle, settled }) {
      const wrong = [];
      for (const state of [
        '{"timestamp":{"valueOf":1}}',
        '{"timestamp":{"valueOf":1,"toString":1},"returnUrl":{"toString":1}}',
        '{"timestamp":"now"}',
        '{"timestamp":null}',
        '{"timestamp":[]}',
        "{}",
        "[]",
        "5",
        "null",
        '"state"',
        "",
        "{",
        "\0",
      ]) {
        sessionStorage.setItem("alter_oauth_state", state);
        comeBack();
        const { thrown, value: sdk } = await settled(() => AlterConnect.create());
        const told = [];
        const taken = await settled(() => hear(sdk, told).takeRedirectResult());
        await settle();
        if (thrown || taken.thrown || taken.value !== null || told.length) {
          wrong.push([state, String(thrown), String(taken.thrown), taken.value, told]);
        }
        clear();
      }
      return [wrong, await flow()];
    },
  },

  "parameters that come twice": {
    expects: ["second", "second", "second"],
    async play({ comeBack, leave, parameters }) {
      leave();
      const second = parameters.replace("?", "&").replace(/=[^&]*/g, "=second");
      comeBack(parameters + second);
      const returned = await AlterConnect.create().takeRedirectResult();
      const [first] = returned && "grants" in returned ? returned.grants : [];
      return [first?.grant_id, first?.provider, first?.account_identifier];
    },
  },

  // Nobody explains these returns, so their parameters leave the address, and nothing else does.
  "the app's own parameters have such names": {
    expects: ["?status=open&provider=acme", "?status=open&provider=acme&tab=1"],
    async play({ comeBack, parameters }) {
      const seen = [];
      for (const appended of ["&alter_connect_error=true&error_code=denied", `${parameters.replace("?", "&")}&tab=1`]) {
        comeBack(`?status=open&provider=acme${appended}`);
        await AlterConnect.create().takeRedirectResult();
        seen.push(location.search);
      }
      return seen;
    },
  },

  "a signal that only listens": {
    expects: ["grant-1", "close"],
    async play({ grant, granted, message, options, settle }) {
      const told = [];
      const sdk = AlterConnect.create();
      const signal = /** @type {any} */ ({ aborted: false, addEventListener() {} });
      const promise = sdk.connect({ ...options([]), signal });
      promise.then(([{ grant_id }]) => told.push(grant_id));
      sdk.on("close", () => void told.push("close"));
      await settle(4);
      message(granted(grant()));
      await settle(4);
      return told.sort().reverse();
    },
  },

  "the state of a router": {
    expects: [1, true, { key: "of the router", scroll: [0, 7] }],
    async play({ home, leave, parameters }) {
      leave();
      history.replaceState({ key: "of the router", scroll: [0, 7] }, "", new URL(parameters, home));
      const returned = await AlterConnect.create().takeRedirectResult();
      return [returned && "grants" in returned && returned.grants.length, location.href === home, history.state];
    },
  },

  "a path that looks like a host": {
    expects: ["grant-1", "home"],
    play: (lab) => comesHome(lab, `${location.origin}//example.com/lab.html?tab=1#top`),
  },

  "a foreign base": {
    expects: ["grant-1", "home"],
    play(lab) {
      document.head.append(Object.assign(document.createElement("base"), { href: "https://a.example/" }));
      return comesHome(lab, `${lab.home}&tab=1#top`);
    },
  },

  // A flow that a handler opens while `connect()` is under way is not the promise's.
  "a retry from inside connect": {
    expects: [
      ["already_open", "grant-1"],
      ["already_open", "grant-1"],
    ],
    async play({ clear, grant, granted, message, options, popup, settle }) {
      const outcomes = [];
      for (const retry of ["open", "connect"]) {
        const sdk = AlterConnect.create();
        const told = [];
        await sdk.open(options([]));
        sdk.on("exit", () => {
          if (retry === "open") sdk.open(options(told));
          else sdk.connect(options([])).then(([{ grant_id }]) => told.push(grant_id));
        });
        popup().close();
        const promise = sdk.connect(options([])).then(
          () => "granted",
          ({ code }) => code,
        );
        await settle();
        message(granted(grant()));
        await settle();
        outcomes.push([await promise, told.join()]);
        sdk.destroy();
        clear();
      }
      return outcomes;
    },
  },
});
