// All state that is not the machine's: what the browser gave, and what the app gave.

/** An instance, which no proxy of the app's ever sees. */
export interface Instance {
  /** Whether the developer wants lines on the console. */
  debug?: unknown;
  /** Popup or redirect, by the app's choice. */
  display?: unknown;
  /** Milliseconds; -1: none given. */
  grace: number;
  /** By event. */
  handlers: Map<string, Set<Flow | Function>>;
  /** The machine's place in the memory of the wasm, once it has one. */
  place?: number;
  /** Whether the address has been read. */
  arrived?: boolean;
  /** Whether handlers were added before. */
  waits?: boolean;
  destroyed?: boolean;
  /** The flow under way. */
  flow?: Flow;
  /** The callbacks of the flow that begins, where a promise stands for them. */
  promise?: Callbacks;
}

/** A flow under way. In a set of handlers it stands for its callbacks. */
export interface Flow {
  number: number;
  options: any;
  /** As much of its address as is known. */
  address?: URL;
  /** The callbacks, where a promise stands for them. */
  promise?: Callbacks;
  popup?: Window | null;
  /** Which flow of the page it is, by the order in which they asked for a window. */
  asked?: number;
  listener?: (event: Event) => void;
  timer?: number;
  /** The event by which it took the popup over from another flow. */
  takeOver?: Event;
  /** The relay's name, its channel, and what lets go of its lock. */
  nonce?: string;
  channel?: BroadcastChannel;
  unlock?: (value?: unknown) => void;
}

export interface Callbacks {
  onSuccess: (grants: any) => void;
  onError: (error: any) => void;
  onExit: () => void;
  /** The flow is over, and none of the others was called. */
  over: () => void;
}
