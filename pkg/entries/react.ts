"use client";
import { useEffect, useInsertionEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { AlterConnectAttributes, AlterConnectElementEvents } from "./attributes.js";
import { createFlow } from "./flow.js";
import type { Options, Outcome, State } from "./flow.js";

export { returnAddress } from "./address.js";
export type { Callbacks, Options as UseAlterConnectOptions, Outcome, State, Status, Unclaimed } from "./flow.js";

/** What {@link useAlterConnect} gives. */
export interface UseAlterConnect extends State {
  /**
   * Opens the Connect page; call it in the click itself. While it is open, brings the window to the front. Gives the outcome
   * and never rejects, so it may be an event handler as it is.
   */
  open: () => Promise<Outcome>;
  /** Closes the window. */
  close: () => void;
}

/**
 * Connects accounts. `open` and `close` stay the same functions; `options` may be new at each render.
 *
 * @example
 * const { open, status, error } = useAlterConnect({ connectUrl: newConnectUrl, onSuccess: confirm });
 */
export function useAlterConnect(options: Options): UseAlterConnect {
  const latest = useRef(options);
  useInsertionEffect(() => {
    latest.current = options;
  });
  const [flow] = useState(() => createFlow(() => latest.current));
  const { owner } = options;
  useEffect(flow.attach, [flow, owner]);
  const snapshot = (): State => flow.snapshot(owner);
  const state = useSyncExternalStore(flow.subscribe, snapshot, snapshot);
  return useMemo(() => ({ ...state, open: flow.open, close: flow.close }), [state, flow]);
}

type Handlers = { [Name in keyof AlterConnectElementEvents as `on${Name}`]?: (event: AlterConnectElementEvents[Name]) => void };

/** The element in TSX. */
export type AlterConnectElementProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> &
  AlterConnectAttributes &
  Handlers & { class?: string | undefined };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "alter-connect": AlterConnectElementProps;
    }
  }
}
