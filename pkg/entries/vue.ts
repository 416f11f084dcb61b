import { computed, getCurrentInstance, getCurrentScope, onMounted, onScopeDispose, shallowRef, unref, watch } from "vue";
import type { ComputedRef, Ref } from "vue";
import type { AlterConnectAttributes, AlterConnectElementEvents } from "./attributes.js";
import { createFlow } from "./flow.js";
import type { Options, Outcome, State } from "./flow.js";

export { returnAddress } from "./address.js";
export type { Callbacks, Options, Outcome, State, Status, Unclaimed } from "./flow.js";

type MaybeRef<T> = T | Ref<T> | ComputedRef<T>;
type WithRefs<T> = T extends unknown ? { [K in keyof T]: MaybeRef<T[K]> } : never;

/** The options, or a ref or getter of them; each of them may be a ref, too. */
export type UseAlterConnectOptions = MaybeRef<WithRefs<Options>> | (() => WithRefs<Options>);

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
  const read = (): Options => {
    const given = typeof options === "function" ? options() : unref(options);
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, unref(value)])) as unknown as Options;
  };
  // What a getter reads may be there only later, or in the click.
  const known = (): Options | undefined => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  const owner = (): Options["owner"] => known()?.owner;
  const flow = createFlow(read);
  const changes = shallowRef(0);
  const state = computed(() => (changes.value, flow.snapshot(owner())));
  const leave = [flow.subscribe(() => changes.value++)];
  const attach = (): void => {
    let detach = flow.attach();
    leave.push(() => detach());
    watch([owner, () => !known()], () => {
      detach = flow.attach();
    });
  };
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

type Handlers = {
  [Name in keyof AlterConnectElementEvents as `on${Capitalize<Camel<Name>>}`]?: (event: AlterConnectElementEvents[Name]) => void;
};
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Rest>}` : Name;

// The element in templates.
declare module "vue" {
  interface GlobalComponents {
    "alter-connect": new () => { $props: AlterConnectAttributes & Handlers };
  }
}
