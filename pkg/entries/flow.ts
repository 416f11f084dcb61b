// Shared by the React, Vue and element entries: the flows of one button, the state to show, and whom a result belongs to.
import AlterConnect from "alter-connect";
import type {
  AlterConnectConfig,
  AlterConnectError,
  ConnectWithToken,
  ConnectWithUrl,
  Grant,
  Grants,
  RedirectResult,
} from "alter-connect";
import { failed } from "../../host/src/error.js";

/**
 * `waiting`: the Connect page is on its way, in a window or in place of this page. `open`: it is there, in its window. `done`:
 * there are grants.
 */
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
  /** Also for the grants of a redirect, and of a flow whose component is gone, if both have the same `owner`. */
  onSuccess?: ((grants: Grants) => void) | undefined;
  /** The flow failed. */
  onError?: ((error: AlterConnectError) => void) | undefined;
  /** The user closed the window. */
  onExit?: (() => void) | undefined;
}

/** Whose accounts are connected. */
export interface Owned {
  /**
   * Whose accounts these are, such as the id of a user or a team. Grants that this owner asked for go to a component with
   * the same owner, and to no other.
   */
  owner?: string | number | null | undefined;
}

type Config = { [Name in keyof AlterConnectConfig]?: AlterConnectConfig[Name] | undefined };

/** A session's token or address, and what to call. Read at each click and call: always the latest. */
export type Options = (Omit<ConnectWithToken, "signal"> | Omit<ConnectWithUrl, "signal">) & Callbacks & Owned & Config;

/** Grants that came when no component was there to take them. */
export interface Unclaimed {
  grants: Grants;
  /** The `owner` of the component that asked, if it had one. */
  owner: string | undefined;
}

declare global {
  interface DocumentEventMap {
    /** Grants whose component is gone. With `preventDefault()`, your code has taken them, and no component will. */
    "alter-unclaimed": CustomEvent<Unclaimed>;
  }
}

export interface Flow {
  /** What to show to this owner. */
  snapshot: (owner: Owned["owner"]) => State;
  /** Calls `listener` when there is another state. Returns how to stop that. */
  subscribe: (listener: () => void) => () => void;
  /** The flow's button is on the page: the flow takes the results that are for it. Call it anew when the owner is another. */
  attach: () => () => void;
  /** Call it in the click itself. It never rejects. */
  open: () => Promise<Outcome>;
  /** Closes the window. */
  close: () => void;
}

type Result = { grants: Grants; error?: undefined } | { grants?: undefined; error: AlterConnectError };

/** A component that is on the page. */
interface Component {
  owner: () => string | undefined;
  take: (result: Result) => void;
}

/** A result on its way to a component. */
interface Parcel {
  result: Result;
  /** Whose flow it was; of a redirect, nobody knows any more. */
  asker?: Component;
  owner: string | undefined;
  since: number;
}

const IDLE: State = { status: "idle", grants: [], error: null };
/** After that, somebody else may sit there. In milliseconds. */
const PARCEL_LIFE = 600_000;
/** Whose result this tab brings home. */
export const OWNER = "alter_connect_owner";
/** Whose flow is open: a popup has a copy, and brings a result home where it loses its opener. */
const OPENED_FOR = "alter_connect_opened_for";
/** Where the SDK remembers that the page is away. */
export const AWAY = "alter_oauth_state";
/** Where the SDK has what such a popup needs. */
const RELAY = "alter_connect_relay";

/** The components on the page, the first mounted first. */
const components = new Set<Component>();
/** Results whose component is not there. */
let parcels: Parcel[] = [];
/** The flow that has written for whom a popup is opened. */
let opening: object | undefined;

/**
 * Without an owner, a result is for the component that asked alone: any other may be there for somebody else. After a redirect
 * every component is new, and the first one without an owner has it.
 */
const isFor = ({ asker, owner }: Parcel, component: Component): boolean =>
  component === asker
    ? owner === undefined || owner === component.owner()
    : owner === component.owner() && (owner !== undefined || !asker);

/** Gives a result to the component that it is for, or keeps it. Returns who has it. */
function deliver(parcel: Parcel): Component | undefined {
  const there = [...components].filter((component) => isFor(parcel, component));
  const component = there.find((one) => one === parcel.asker) ?? there[0];
  if (component) component.take(parcel.result);
  else if (!isTaken(parcel)) parcels.push(parcel);
  return component;
}

/** Delivers the result of a return, if there is one. */
function deliverReturned(result: RedirectResult | null, owner: string | undefined): void {
  if (!result) return;
  store(OWNER, undefined);
  const error = "error" in result ? asError(result.error) : undefined;
  deliver({ result: error ? { error } : (result as Result), owner, since: Date.now() });
}

/** Tells the page of grants that nobody is there for. */
function isTaken({ result: { grants }, owner }: Parcel): boolean {
  if (!grants) return false;
  const detail: Unclaimed = { grants, owner };
  return !document.dispatchEvent(new CustomEvent("alter-unclaimed", { detail, cancelable: true }));
}

/** Drops every result that waits for a component: the next test begins with none. */
export function forget(): void {
  parcels = [];
}

/** Does nothing yet: it may run on a server, and for a component that never appears. */
export function createFlow(options: () => Options): Flow {
  const listeners = new Set<() => void>();
  let state = IDLE;
  /** Whose state it is. */
  let shownTo: string | undefined;
  let connect: AlterConnect | undefined;
  let config: Config = {};
  /** The open flow, and who asked for it. One that a newer has replaced no longer says what is shown. */
  let current: { owner?: string | undefined } | undefined;
  /** The flow whose Connect page was the last to open. */
  let opened: object | undefined;

  /** The options, or none: that they can't be read is an error that is told already. */
  const readable = (): Callbacks & Owned => {
    try {
      return options();
    } catch {
      return {};
    }
  };

  const me: Component = {
    owner: () => nameOf(readable().owner),
    take({ grants, error }) {
      if (grants) succeed(grants);
      else fail(error);
    },
  };

  /** One instance, or another if its configuration has changed and no flow of it is open. */
  const instance = (wanted: Config, isFree: boolean): AlterConnect => {
    const names = Object.keys({ ...wanted, ...config }) as (keyof Config)[];
    if (connect && isFree && names.some((name) => wanted[name] !== config[name])) {
      connect.destroy();
      connect = undefined;
    }
    if (!connect) config = wanted;
    return (connect ??= AlterConnect.create(wanted as AlterConnectConfig));
  };

  const show = (next: State, owner: string | undefined): void => {
    state = next;
    shownTo = owner;
    listeners.forEach((listener) => listener());
  };

  const succeed = (grants: Grants): void => {
    if (!current) show({ status: "done", grants, error: null }, me.owner());
    void tell(() => options().onSuccess?.(grants));
  };

  const fail = (error: AlterConnectError): void => {
    const exit = error.code === "exit";
    const isFailure = !exit && error.code !== "closed";
    if (!current) show({ ...IDLE, error: isFailure ? error : null }, me.owner());
    if (exit) void tell(() => readable().onExit?.());
    if (isFailure) void tell(() => readable().onError?.(error));
  };

  /** Takes what a return has left, if it is for this owner. The rest of a return, such as its address, is nobody's own. */
  const takeReturned = async (): Promise<void> => {
    const { sdk, owner } = split(options);
    if (stored(RELAY) !== undefined && stored(AWAY) === undefined) store(OWNER, stored(OPENED_FOR));
    const before = location.href;
    const own = instance(sdk, !current);
    const result = stored(OWNER) === owner ? await own.takeRedirectResult() : null;
    // A router has read the address before the former one was put back.
    if (location.href !== before) dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    deliverReturned(result, owner);
  };

  return {
    snapshot: (owner) => (shownTo === undefined || shownTo === nameOf(owner) ? state : IDLE),

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    attach() {
      // On a server nobody is told anything, and nothing must stay.
      if (!globalThis.window) return () => {};
      components.add(me);
      const waiting = parcels.filter(({ since }) => Date.now() - since < PARCEL_LIFE);
      parcels = [];
      waiting.forEach((parcel) => (isFor(parcel, me) ? me.take(parcel.result) : parcels.push(parcel)));
      // Where there is no WebAssembly, open() says so.
      takeReturned().catch(() => {});
      return () => void components.delete(me);
    },

    async open() {
      const before = current;
      const flow: NonNullable<typeof current> = (current = {});
      try {
        const { session, sdk, owner } = split(options);
        flow.owner = owner;
        // What is open was opened for somebody else.
        if (before && before.owner !== owner) connect?.close();
        if (!before || before.owner !== owner) show({ ...IDLE, status: "waiting" }, owner);
        const own = instance(sdk, !before);
        const waiting = stored(OWNER);
        // A result of another's that waits for its component would be taken for this owner's after the next return.
        if (waiting !== owner) own.takeRedirectResult().then((result) => deliverReturned(result, waiting)).catch(() => {});
        store(OPENED_FOR, owner);
        opening = flow;
        const away = stored(AWAY);
        const grants = await own.connect({
          ...session,
          onEvent(name, metadata) {
            if (name === "connect_opened") {
              const isLeaving = stored(AWAY) !== away;
              if (isLeaving) store(OWNER, owner);
              if (current === flow) {
                opened = flow;
                // A page that is being left has no window to go on in.
                if (!isLeaving) show({ ...state, status: "open" }, owner);
              }
            }
            session.onEvent?.(name, metadata);
          },
        });
        if (current === flow) current = undefined;
        const taker = deliver({ result: { grants }, asker: me, owner, since: Date.now() });
        if (taker !== me && !current) show(IDLE, owner);
        return { grants };
      } catch (cause) {
        const { owner } = flow;
        const error = asError(cause);
        const goesOn = error.code === "already_open";
        // A click with options that are refused leaves what is open.
        if (current === flow) current = goesOn || connect?.isOpen() ? before : undefined;
        // The click that ends a flow, whose popup had been closed unseen, has begun the next.
        else if (current && opened !== current) show({ ...IDLE, status: "waiting" }, current.owner);
        if (!goesOn) {
          const isThere = components.has(me) && isFor({ result: { error }, asker: me, owner, since: 0 }, me);
          if (isThere) fail(error);
          else if (!current) show(IDLE, owner);
        }
        return { error };
      } finally {
        if (opening === flow) store(OPENED_FOR, undefined);
      }
    },

    close() {
      if (current) connect?.close();
    },
  };
}

/** What goes to `connect()`, what to `create()`, and what stays here. */
function split(options: () => Options) {
  try {
    const { onSuccess, onError, onExit, owner, token, connectUrl, baseURL, onEvent, ...more } = options();
    const session = connectUrl ? { ...more, connectUrl } : { ...more, token: token!, baseURL };
    return { session: { ...session, onEvent }, sdk: more as Config, owner: nameOf(owner) };
  } catch (reason) {
    const message = "The options threw something while they were read; it is in details.reason.";
    throw Object.assign(new Error(message), { code: "invalid_options", details: { reason } });
  }
}

export const nameOf = (owner: Owned["owner"]): string | undefined => String(owner ?? "") || undefined;

function stored(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function store(key: string, owner: string | undefined): void {
  try {
    if (owner === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, owner);
  } catch {
    // A page that may not store anything is not left for a redirect either.
  }
}

/** What a callback throws is the page's to report, and harms nothing here. */
async function tell(callback: () => void): Promise<void> {
  callback();
}

/** What the SDK gave as an error; without a code, it is a defect. */
function asError(cause: unknown): AlterConnectError {
  if (cause instanceof Error && "docs" in cause) return cause as AlterConnectError;
  const { code = "internal_error", message = "A defect of the SDK.", details = { cause } } = Object(cause) as Partial<AlterConnectError>;
  return failed(code, message, details);
}
