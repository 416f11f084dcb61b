import { computed, getCurrentInstance, getCurrentScope, onMounted, onScopeDispose, shallowRef, toValue, unref } from "vue";
import type { ComputedRef, MaybeRef, MaybeRefOrGetter } from "vue";
import { createFlow } from "./flow.js";
import type { Options, Outcome, State } from "./flow.js";

export type { Callbacks, Options, Outcome, State, Status } from "./flow.js";

type WithRefs<T> = T extends unknown ? { [K in keyof T]: MaybeRef<T[K]> } : never;

/** The options, or a ref or getter of them; each of them may be a ref, too. */
export type UseAlterConnectOptions = MaybeRefOrGetter<WithRefs<Options>>;

/** What {@link useAlterConnect} gives. */
export interface UseAlterConnect {
  /** Where the flow is. */
  status: ComputedRef<State["status"]>;
  /** What the last flow brought; empty until it has. */
  grants: ComputedRef<State["grants"]>;
  /** Why the last flow failed. A window that was closed, by the user or by your code, is no failure. */
  error: ComputedRef<State["error"]>;
  /**
   * Opens the Connect page; call it in the click itself. While it is open, brings the window to the front. Gives the outcome
   * and never rejects, so it may be an event handler as it is.
   */
  open: () => Promise<Outcome>;
  /** Closes the window. */
  close: () => void;
}

/**
 * Connects accounts. The options are read at each click.
 *
 * @example
 * const { open, status, error } = useAlterConnect({ connectUrl: newConnectUrl, onSuccess: confirm });
 */
export function useAlterConnect(options: UseAlterConnectOptions): UseAlterConnect {
  const flow = createFlow(() => {
    const entries = Object.entries(toValue(options)).map(([name, value]) => [name, unref(value)]);
    return Object.fromEntries(entries) as Options;
  });
  const state = shallowRef(flow.snapshot());
  const leave = [
    flow.subscribe(() => {
      state.value = flow.snapshot();
    }),
  ];
  const attach = (): void => void leave.push(flow.attach());
  // On a server nothing is mounted.
  if (getCurrentInstance()) onMounted(attach);
  else attach();
  if (getCurrentScope()) onScopeDispose(() => leave.forEach((undo) => undo()));
  return {
    status: computed(() => state.value.status),
    grants: computed(() => state.value.grants),
    error: computed(() => state.value.error),
    open: flow.open,
    close: flow.close,
  };
}
