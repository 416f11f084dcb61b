// One press of Connect, and the return from a redirect: reports each thing that happens as `log(source, name, payload)`.

import { createSession, pollSession } from "./backend.js";
import { sessionRequest } from "./session.js";

const BUS_EVENTS = ["success", "error", "exit", "close", "event"];

/** Where the session's token waits while the page is away. A real backend has it in its own record of the user. */
const SESSION = "playground_session";

/** Takes the result of a redirect, if the page has come back from one. */
export async function takeReturned(connect, log, onGrants) {
  const returned = await connect.takeRedirectResult();
  if (!returned) return;
  log("promise", "takeRedirectResult", returned);
  // The page begins at its top again; what came is further down.
  document.getElementById("timeline-title").scrollIntoView();
  if (returned.grants) {
    onGrants(returned.grants);
    await confirm(sessionStorage.getItem(SESSION), log);
  }
}

/** Reports the bus for the life of the page. */
export function listen(connect, log, onGrants) {
  for (const name of BUS_EVENTS) {
    connect.on(name, (...payload) => {
      log("bus", name, payload.length > 1 ? payload : payload[0]);
      if (name === "success") onGrants(payload[0]);
    });
  }
}

export async function start(connect, choices, log) {
  const session = sessionSource(choices, log);
  const options = {
    onSuccess: (grants) => {
      log("callback", "onSuccess", grants);
      confirm(session.token(), log);
    },
    onError: (error) => log("callback", "onError", error),
    onExit: () => log("callback", "onExit"),
    onEvent: (name, metadata) => log("callback", "onEvent", [name, metadata]),
    display: choices.launch,
  };

  try {
    if (choices.scenario.page === "no-token") {
      // Nothing to add: that is the mistake on show.
    } else if (choices.session === "late") {
      options.connectUrl = () => session.create().then((made) => made.connect_url);
    } else {
      const made = await session.create();
      options.token = made.session_token;
      options.baseURL = made.base_url;
    }
    log("call", "open", shown(options));
    const opened =
      choices.scenario.page === "blocked"
        ? withoutPopups(() => connect.open(options))
        : connect.open(options);
    await opened;
    log("promise", "open resolved");
  } catch (error) {
    log("promise", "open rejected", described(error));
  }
}

/** The session of one flow; its token stays in here and is never logged. */
function sessionSource(choices, log) {
  let token = null;
  return {
    async create() {
      if (choices.scenario.page === "slow-token") await delay(3000);
      if (choices.scenario.page === "failing-token") {
        throw new Error("the backend could not create a session");
      }
      const made = await createSession(sessionRequest(choices));
      token = made.session_token;
      sessionStorage.setItem(SESSION, token);
      log("backend", "session created", { expires_in: made.expires_in, base_url: made.base_url });
      return made;
    },
    token: () => token,
  };
}

/** What arrives in a browser can be forged by its owner; the backend asks Alter itself. */
async function confirm(token, log) {
  if (token === null) return;
  try {
    log("backend", "session polled", await pollSession(token));
  } catch (error) {
    log("backend", "poll failed", described(error));
  }
}

function withoutPopups(act) {
  const open = window.open;
  window.open = () => null;
  try {
    return act();
  } finally {
    window.open = open;
  }
}

function shown(options) {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      if (typeof value === "function") return [key, "ƒ"];
      return [key, key === "token" ? "…" : value];
    }),
  );
}

function described(error) {
  const { code, message, details } = error ?? {};
  return { code, message: message ?? String(error), details };
}

function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
