// Redirect out, and back.
import {
  ignoreConsole,
  attempt,
  brokenStorage,
  comeBack,
  create,
  grant,
  launch,
  leaving,
  listen,
  moment,
  note,
  origins,
  pause,
  phone,
  printed,
  sdk,
  seenIn,
  stored,
  theme,
  until,
} from "../harness.js";

/** @type {[number, string]} */
const NO_METADATA = [18, "`metadata` is there, and undefined"];
const LATE = "it is kept for the first listener; there it was emitted before anyone could listen";

/**
 * What the hosted page appends to the address.
 *
 * @param {Record<string, string>} [extra]
 */
const granted = (extra) => ({
  alter_connect_success: "true",
  ...grant(),
  account_identifier: "ada@example.com",
  ...extra,
});
/** @param {Record<string, string>} [extra] */
const denied = (extra) => ({ alter_connect_error: "true", ...extra });

/** What the app hears. */
async function hears() {
  create();
  listen();
  await pause(50);
}

/** Where the page ends up, and what is left of the state. */
function ends() {
  note("address", location.href);
  note("state", stored("alter_oauth_state"));
}

/** One SDK tells the first listener, the other only its debug output: either way it is the same grant. */
async function mapped() {
  ignoreConsole();
  create({ debug: true });
  let result = printed.flatMap(({ parts }) => parts).find((part) => Array.isArray(part) || part?.code);
  for (const event of ["success", "error"]) sdk.on(event, (told) => (result = told));
  note("result", await until("the result", () => result));
}

/**
 * A return whose result is looked at.
 *
 * @param {Record<string, string>} parameters
 */
const maps = (parameters) => ({
  observes: "how it is mapped",
  ...("grant_id" in parameters && { differs: NO_METADATA }),
  play: () => comeBack(parameters),
  back: mapped,
});

export default theme("Redirect", {
  "out": {
    observes: "what is kept before leaving, that no popup is opened, and where the page goes",
    async play() {
      phone();
      create();
      listen();
      launch({ token: `return ${origins.app}/app/?from=hosted` });
      await leaving();
    },
    back() {
      note("state", stored("alter_oauth_state"));
      note("address", location.href);
      note("came from", document.referrer);
    },
  },

  "the state that is kept": {
    observes: "its key and its exact text",
    async play() {
      phone();
      create();
      launch({ token: `return ${origins.app}/app/` });
      await leaving();
    },
    back() {
      note("keys", Object.keys(sessionStorage));
      note("text", sessionStorage.getItem("alter_oauth_state")?.replace(/\d{13}/, "ms"));
    },
  },

  "back with a grant: address and state": {
    observes: "that the address is restored with query and fragment, and the state is gone",
    play: () => comeBack(granted()),
    back() {
      note("address before", location.search.includes("grant_id"));
      const before = history.length;
      create();
      ends();
      note("new entries in the history", history.length - before);
      note("title", document.title);
      moment("after it");
    },
  },

  "back with an error: address and state": {
    observes: "the same",
    play: () => comeBack(denied({ error_code: "connect_denied", error_description: "No." })),
    back() {
      create();
      ends();
      moment("after it");
    },
  },

  "back with a grant: the result": {
    observes: "what the app hears",
    differs: [1, LATE],
    play: () => comeBack(granted()),
    back: hears,
  },

  "back with an error: the result": {
    observes: "what the app hears",
    differs: [1, LATE],
    play: () => comeBack(denied({ error_code: "connect_denied", error_description: "No." })),
    back: hears,
  },

  "back with half a grant: the result": {
    observes: "what the app hears if a required parameter is missing",
    differs: [1, LATE],
    play: () => comeBack({ alter_connect_success: "true", grant_id: "grant-1", provider: "google" }),
    back: hears,
  },

  "back with half a grant: address and state": {
    observes: "that they are cleaned all the same",
    play: () => comeBack({ alter_connect_success: "true", grant_id: "grant-1", provider: "google" }),
    back() {
      create();
      ends();
    },
  },

  "the storage after a return": {
    observes: "what is in `sessionStorage` until somebody listens",
    differs: [1, "the result is kept there"],
    play: () => comeBack(granted()),
    async back() {
      create();
      note("keys", Object.keys(sessionStorage));
      sdk.on("success", () => {});
      await pause(50);
      note("keys when it was heard", Object.keys(sessionStorage));
    },
  },

  "a whole grant from the query": maps(
    granted({ provider_name: "Google", operation: "reauth", scopes: "a,b", status: "pending", more: "dropped" }),
  ),

  "the least of a grant from the query": maps(granted({ timestamp: "" })),

  "odd values in the query": maps(
    granted({ operation: "other", scopes: ",a,,b ", status: "other", provider_name: "" }),
  ),

  "one scope in the query": maps(granted({ scopes: "a", status: "error", operation: "creation" })),

  "metadata in the query": maps(granted({ metadata: "text", scopes: "ü é,%" })),

  "a whole error from the query": maps(denied({ error_code: "connect_denied", error_description: "No: é &" })),

  "the least of an error from the query": maps(denied({})),

  "empty values of an error in the query": maps(denied({ error_code: "", error_description: "" })),

  "no state": {
    observes: "what becomes of the right parameters without a redirect of ours",
    differs: [23, "the parameters are taken out of the address, and not believed"],
    play: () => comeBack(granted(), null),
    async back() {
      await hears();
      note("address", location.href);
    },
  },

  "a state of six minutes ago": {
    observes: "what happens to it, and to the address",
    differs: [24, "the session lives, so the result is believed"],
    async play() {
      const state = { timestamp: Date.now() - 360_000, returnUrl: location.href };
      await comeBack({ alter_connect_success: "true", ...grant(), account_identifier: "a" }, state);
    },
    async back() {
      await hears();
      ends();
    },
  },

  "a state of eleven minutes ago": {
    observes: "what happens to it, and to the address",
    differs: [23, "the parameters are taken out of the address"],
    async play() {
      const state = { timestamp: Date.now() - 660_000, returnUrl: location.href };
      await comeBack({ alter_connect_success: "true", ...grant(), account_identifier: "a" }, state);
    },
    async back() {
      await hears();
      ends();
    },
  },

  "a state of four minutes ago": {
    observes: "that it counts",
    play: () => comeBack(denied(), { timestamp: Date.now() - 240_000, returnUrl: location.href }),
    back() {
      create();
      ends();
    },
  },

  "neither parameter": {
    observes: "that nothing happens, and the state stays",
    play: () => comeBack({ other: "true", grant_id: "grant-1", provider: "google", account_identifier: "a" }),
    async back() {
      await hears();
      ends();
    },
  },

  "other values of the parameters": {
    observes: "which of them count",
    play: () => comeBack({ alter_connect_success: "1", alter_connect_error: "", ...grant(), account_identifier: "a" }),
    back() {
      const successes = ["alter_connect_success=TRUE", "alter_connect_success=false"];
      const errors = ["alter_connect_error=", "alter_connect_error=false", "alter_connect_error=0"];
      for (const query of [...successes, ...errors]) {
        create();
        note("address", location.href);
        note("state", stored("alter_oauth_state") !== null);
        const state = { timestamp: Date.now(), returnUrl: location.origin };
        sessionStorage.setItem("alter_oauth_state", JSON.stringify(state));
        history.replaceState(null, "", `/app/?${query}`);
        note("query", query);
      }
      create();
      note("address", location.href);
    },
  },

  "state that is no JSON": {
    observes: "what happens to it, and to the address",
    differs: [23, "the parameters are taken out of the address"],
    async play() {
      sessionStorage.setItem("alter_oauth_state", "{broken");
      await comeBack(denied(), null);
    },
    back() {
      attempt("create()", () => typeof create());
      note("address", location.href);
      note("left", sessionStorage.getItem("alter_oauth_state"));
    },
  },

  "state without an address": {
    observes: "where the page ends up",
    play: () => comeBack(denied(), { timestamp: Date.now() }),
    back() {
      attempt("create()", () => typeof create());
      ends();
    },
  },

  "state with the address of another site": {
    observes: "where the page ends up",
    play: () => comeBack(denied(), { timestamp: Date.now(), returnUrl: `${origins.stranger}/there?x=1#y` }),
    back() {
      attempt("create()", () => typeof create());
      ends();
    },
  },

  "a storage that is full": {
    observes: "the error, and that the page stays",
    async play() {
      phone();
      brokenStorage();
      create();
      listen();
      await launch({ onEvent: undefined });
      moment("at the end");
      note("address", location.href);
    },
  },

  "connect_opened with a storage that is full": {
    observes: "whether it is reported",
    differs: [9, "it is not"],
    async play() {
      phone();
      brokenStorage();
      create();
      await launch({ onError: undefined });
    },
  },

  "a sandboxed page": {
    observes: "what `create()` and `open()` do where looking at the storage throws",
    differs: [7, "`create()` works, and `open()` reports what it cannot do"],
    async play() {
      note("seen", await seenIn("/bare.html", { sandbox: "allow-scripts" }));
    },
  },

  "no window": {
    observes: "what `create()` and `open()` do in a worker",
    differs: [7, "`create()` works, and `open()` rejects with `unsupported_environment`"],
    async play() {
      const worker = new Worker("/bare.js");
      note(
        "seen",
        await new Promise((resolve) => {
          worker.onmessage = ({ data }) => resolve(data.seen);
        }),
      );
    },
  },
});
