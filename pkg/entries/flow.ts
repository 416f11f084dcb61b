// Shared by the React, Vue and element entries: the flows of one button, and the state to show.
import AlterConnect from "alter-connect";
import type { AlterConnectError, AlterError, ConnectWithToken, ConnectWithUrl, Grant, Grants } from "alter-connect";
import { DOCS } from "../../host/src/docs.js";

/** `waiting`: the window is there, the session is not. `open`: the Connect page is. `done`: there are grants. */
export type Status = "idle" | "waiting" | "open" | "done";

/** How a flow ended. */
export type Outcome = { grants: Grants; error?: undefined } | { grants?: undefined; error: AlterConnectError };

/** What is to be shown. */
export interface State {
  /** Where the flow is. */
  status: Status;
  /** What the last flow brought; empty until it has. */
  grants: Grant[];
  /** Why the last flow failed. A window that was closed, by the user or by your code, is no failure. */
  error: AlterConnectError | null;
}

/** What is told of a flow, whoever started it. */
export interface Callbacks {
  /** Also for the grants of a redirect, and of a flow whose component is gone. */
  onSuccess?: ((grants: Grants) => void) | undefined;
  /** The flow failed. */
  onError?: ((error: AlterConnectError) => void) | undefined;
  /** The user closed the window. */
  onExit?: (() => void) | undefined;
}

/** A session's token or address, and what to call. Read at each click and call: always the latest. */
export type Options = (Omit<ConnectWithToken, "signal"> | Omit<ConnectWithUrl, "signal">) & Callbacks;

export interface Flow {
  snapshot: () => State;
  /** Calls `listener` when there is another state. Returns how to stop that. */
  subscribe: (listener: () => void) => () => void;
  /** Its button is on the page: it hears of results that nobody has had. Returns how to take that back. */
  attach: () => () => void;
  /** Call it in the click itself. It never rejects. */
  open: () => Promise<Outcome>;
  /** Closes the window. */
  close: () => void;
}

type Receiver = (grants: Grants) => void;

const IDLE: State = { status: "idle", grants: [], error: null };
/** After that, somebody else may sit there. In milliseconds. */
const CLAIM_LIFE = 600_000;

/** Mounted components that take the grants of one that is gone, the first mounted first. */
const receivers = new Set<Receiver>();
/** Grants that came when there was nobody to take them, and when. */
let unclaimed: { grants: Grants; since: number } | undefined;

/** Does nothing yet: it may run on a server, and for a component that never appears. */
export function createFlow(options: () => Options): Flow {
  const listeners = new Set<() => void>();
  let state = IDLE;
  let connect: AlterConnect | undefined;
  /** The open flow. One that a newer has replaced no longer says what is shown. */
  let current: object | undefined;
  /** The flow whose Connect page was the last to open. */
  let opened: object | undefined;

  const instance = (): AlterConnect => (connect ??= AlterConnect.create());

  const show = (next: State): void => {
    state = next;
    listeners.forEach((listener) => listener());
  };

  const succeed = (grants: Grants): void => {
    show({ status: "done", grants, error: null });
    void tell(() => options().onSuccess?.(grants));
  };

  const claim = (grants: Grants): void => {
    const [first] = receivers;
    const receiver = receivers.has(succeed) ? succeed : first;
    if (receiver) receiver(grants);
    else unclaimed = { grants, since: Date.now() };
  };

  const fail = (error: AlterConnectError): void => {
    const exit = error.code === "exit";
    const isFailure = !exit && error.code !== "closed";
    if (!current) show({ ...IDLE, error: isFailure ? error : null });
    if (!receivers.has(succeed)) return;
    if (exit) void tell(() => options().onExit?.());
    if (isFailure) void tell(() => options().onError?.(error));
  };

  const takeReturned = async (): Promise<void> => {
    const result = await instance().takeRedirectResult();
    if (!result) return;
    if ("grants" in result) claim(result.grants as Grants);
    else fail(withDocs(result.error));
  };

  return {
    snapshot: () => state,

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    attach() {
      receivers.add(succeed);
      const kept = unclaimed;
      unclaimed = undefined;
      if (kept && Date.now() - kept.since < CLAIM_LIFE) succeed(kept.grants);
      // Where there is no WebAssembly, open() says so.
      takeReturned().catch(() => {});
      return () => void receivers.delete(succeed);
    },

    async open() {
      const before = current;
      const flow = (current = {});
      if (!before) show({ ...IDLE, status: "waiting" });
      try {
        const { token, connectUrl, baseURL, onEvent } = options();
        const grants = await instance().connect({
          ...(connectUrl === undefined ? { token: token!, baseURL } : { connectUrl }),
          onEvent(name, metadata) {
            if (current === flow && name === "connect_opened") {
              opened = flow;
              show({ ...state, status: "open" });
            }
            onEvent?.(name, metadata);
          },
        });
        if (current === flow) current = undefined;
        claim(grants);
        return { grants };
      } catch (cause) {
        const error = withDocs(cause as AlterError);
        const goesOn = error.code === "already_open";
        if (current === flow) current = goesOn ? before : undefined;
        // The click that ends a flow, whose popup had been closed unseen, has begun the next.
        else if (current && opened !== current) show({ ...IDLE, status: "waiting" });
        if (!goesOn) fail(error);
        return { error };
      }
    },

    close() {
      if (current) connect?.close();
    },
  };
}

/** What a callback throws is the page's to report, and harms nothing here. */
async function tell(callback: () => void): Promise<void> {
  callback();
}

function withDocs(error: AlterError): AlterConnectError {
  if ("docs" in error) return error as AlterConnectError;
  const { code, message, details } = error;
  return Object.assign(new Error(message), { code, details, docs: DOCS + code });
}
