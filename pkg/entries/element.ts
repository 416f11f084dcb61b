// <alter-connect> around a button of the author's own.
import type { AlterConnectConfig, AlterConnectError, Display, Eventually, Grants } from "alter-connect";
import { returnAddress } from "./address.js";
import type { AlterConnectAttributes, AlterConnectElementEvents } from "./attributes.js";
import { createFlow } from "./flow.js";
import type { Flow, Options, Status, Unclaimed } from "./flow.js";

export { returnAddress, type AlterConnectAttributes, type AlterConnectElementEvents, type Unclaimed };

/** What a screen reader says, and what is written on the two buttons; each may be set as an attribute `label-…`. */
const LABELS = {
  window: "Opens a window",
  waiting: "Opening.",
  open: "Go on in the window that has opened.",
  done: "Connected.",
  failed: "That did not work. Please try again.",
  show: "Show window",
  cancel: "Cancel",
};

/** How long the request to `session-url` may take, in milliseconds. */
const REQUEST_LIFE = 30_000;

/** The properties without an attribute. */
const PROPERTIES = ["token", "baseURL", "connectUrl", "sessionInit", "config"] as const;

/** On a server there are no elements; the module may be imported there all the same. */
const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/**
 * Its button connects accounts: the first button inside it, or, where there is none, the first link.
 *
 * Attributes: `session-url`, `owner`, `trigger`, `debug`, `close-grace`, `display`, and `label-window`, `label-waiting`, `label-open`,
 * `label-done`, `label-failed`, `label-show`, `label-cancel`. It shows its own state as `status`.
 * Events, which bubble: `alter-open`, which may be cancelled; `alter-success` with `detail.grants`, `alter-error` with
 * `detail.error`, `alter-exit`.
 * Parts: `status`, `show`, `cancel`.
 */
export class AlterConnectElement extends Base {
  static readonly observedAttributes = ["owner"];

  /** A session's token: a value, a promise, or a function that is called in the click. In place of `session-url`. */
  declare token: Eventually<string> | undefined;
  /** With `token`: where the Connect page is, if not at `https://api.alterauth.com`. */
  declare baseURL: string | undefined;
  /** A session's `connect_url`: a value, a promise, or a function that is called in the click. In place of `session-url`. */
  declare connectUrl: Eventually<string> | undefined;
  /**
   * What goes with the request to `session-url`, such as headers, or a function that gives it in the click. A `body` is sent
   * in place of the element's own.
   */
  declare sessionInit: Eventually<RequestInit> | undefined;
  /** What `create()` gets; in place of the attributes. */
  declare config: AlterConnectConfig | undefined;

  private given: Partial<Pick<AlterConnectElement, (typeof PROPERTIES)[number]>> = {};
  private flow!: Flow;
  private message!: HTMLElement;
  private controls!: HTMLElement[];
  private undo: (() => void)[] = [];
  private isAttached = false;
  private pressed: HTMLElement | undefined;

  constructor() {
    super();
    this.flow = createFlow(() => this.options());
    // Before the handlers inside, which may render the button anew.
    this.addEventListener("click", () => (this.pressed = this.findTrigger()), true);
    this.addEventListener("click", (event) => this.press(event));
    const slot = document.createElement("slot");
    slot.addEventListener("slotchange", () => this.prepare());
    this.message = part("span", "status");
    this.message.setAttribute("role", "status");
    const show = part("button", "show");
    show.addEventListener("click", () => void this.flow.open());
    const cancel = part("button", "cancel");
    cancel.addEventListener("click", () => this.flow.close());
    this.controls = [show, cancel];
    this.attachShadow({ mode: "open" }).append(slot, this.message, ...this.controls);
  }

  /** Where a `POST` with `{ return_url }` makes a session; the answer has its `connect_url`. */
  get sessionUrl(): string | null {
    return this.getAttribute("session-url");
  }
  set sessionUrl(url: string | null) {
    this.reflect("session-url", url);
  }

  /** Whose accounts these are, such as the id of a user or a team: grants go to no other. */
  get owner(): string | null {
    return this.getAttribute("owner");
  }
  set owner(owner: string | number | null | undefined) {
    this.reflect("owner", owner);
  }

  /** A selector for what connects, among what is inside. Default: the first button, or else the first link. */
  get trigger(): string | null {
    return this.getAttribute("trigger");
  }
  set trigger(selector: string | null) {
    this.reflect("trigger", selector);
  }

  /** Popup or redirect. Default: `auto`, the device decides. */
  get display(): Display | null {
    return this.getAttribute("display") as Display | null;
  }
  set display(display: Display | null | undefined) {
    this.reflect("display", display);
  }

  /** What the attribute `status` says, too. */
  get status(): Status {
    return this.flow.snapshot(this.owner).status;
  }

  connectedCallback(): void {
    // What was set before this script came hides the accessor.
    for (const name of [...PROPERTIES, "sessionUrl", "owner", "trigger", "display"] as const) {
      if (!Object.hasOwnProperty.call(this, name)) continue;
      const { [name]: value } = this;
      delete (this as Partial<AlterConnectElement>)[name];
      Object.assign(this, { [name]: value });
    }
    // A slot tells of its own nodes, and not of what is rendered anew inside of them.
    const rendered = new MutationObserver(() => this.prepare());
    rendered.observe(this, { childList: true, subtree: true });
    this.undo = [this.flow.subscribe(() => this.render()), () => rendered.disconnect()];
    this.render();
    this.prepare();
    this.attach();
  }

  disconnectedCallback(): void {
    this.undo.forEach((undo) => undo());
    this.undo = [];
    this.isAttached = false;
  }

  attributeChangedCallback(): void {
    // Before it is on the page, connectedCallback does this.
    if (!this.undo.length) return;
    this.render();
    this.attach();
  }

  /** Scripts that come after this one may still add the listeners for what has returned. */
  private attach(): void {
    void parsed().then(() => {
      if (this.isConnected) this.attachNow();
    });
  }

  private attachNow(): void {
    this.isAttached = true;
    this.undo.push(this.flow.attach());
  }

  private reflect(name: string, value: string | number | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, `${value}`);
  }

  private options(): Options {
    const { token, connectUrl, baseURL, sessionUrl, owner } = this;
    const given = {
      ...(this.config ?? this.configured()),
      owner,
      onSuccess: (grants: Grants) => this.tell("alter-success", { grants }),
      onError: (error: AlterConnectError) => this.tell("alter-error", { error }),
      onExit: () => this.tell("alter-exit", undefined),
    };
    if (token) return { token, baseURL, ...given };
    return { connectUrl: connectUrl || (sessionUrl ? () => this.newConnectUrl(sessionUrl) : ""), ...given };
  }

  private configured(): AlterConnectConfig {
    const grace = this.getAttribute("close-grace");
    const { display } = this;
    return {
      debug: this.hasAttribute("debug"),
      ...(grace && { closeGrace: Number(grace) }),
      ...(display && { display }),
    };
  }

  private async newConnectUrl(url: string): Promise<string> {
    const { sessionInit } = this;
    const init = (await (typeof sessionInit === "function" ? sessionInit() : sessionInit)) ?? {};
    const { body = JSON.stringify({ return_url: returnAddress() }), method = "POST" } = init;
    const headers = new Headers(init.headers);
    // A form, a file and the like say themselves what they are.
    if (typeof body === "string" && !headers.has("content-type")) headers.set("content-type", "application/json");
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), REQUEST_LIFE);
    try {
      const isRead = /^(get|head)$/i.test(method);
      const response = await fetch(url, { signal: late.signal, ...init, method, headers, body: isRead ? null : body });
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      const type = response.headers.get("content-type");
      const answer = (await response.json().catch(() => {
        throw new Error(`${url} answered with ${type ?? "something"} that is no JSON`);
      })) as { connect_url?: unknown } | null;
      const address = answer?.connect_url;
      if (typeof address !== "string" || !address) throw new Error(`${url} answered without a connect_url`);
      return address;
    } catch (cause) {
      if (late.signal.aborted) throw new Error(`${url} did not answer within ${REQUEST_LIFE / 1000} seconds`);
      throw cause;
    } finally {
      clearTimeout(timer);
    }
  }

  private tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  private press(event: MouseEvent): void {
    const path = event.composedPath();
    const trigger = this.pressed;
    if (!trigger) return warnOfNoTrigger(this);
    if (!path.includes(trigger)) return;
    // The user wants the link in another tab or window.
    if (trigger.matches("a[href]") && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    // A form around it is not sent, and a link is not followed: it has something else to do.
    event.preventDefault();
    if (this.isPending() || trigger.matches(`:disabled, [${DISABLED}=true]`)) return;
    if (!this.dispatchEvent(new CustomEvent("alter-open", { bubbles: true, composed: true, cancelable: true }))) return;
    // The page may still be loading.
    if (!this.isAttached) this.attachNow();
    void this.flow.open();
  }

  /** What connects: also inside of a component that is used as a button. */
  private findTrigger(): HTMLElement | undefined {
    const inside = [...composed(this)];
    const first = (selector: string): HTMLElement | undefined => inside.find((element) => element.matches(selector));
    try {
      if (this.trigger) return first(this.trigger);
    } catch {
      // It is no selector: the click will say that nothing matches.
      return;
    }
    return first(BUTTON) ?? first("a[href]") ?? inside.find(({ localName }) => localName.includes("-"));
  }

  private label(name: keyof typeof LABELS): string {
    return this.getAttribute(`label-${name}`) ?? LABELS[name];
  }

  /** Who can't see the window has to know of it beforehand. */
  private prepare(): void {
    const trigger = this.findTrigger();
    if (!trigger) return;
    if (!trigger.title) trigger.title = this.label("window");
    this.mark(trigger);
  }

  private isPending(): boolean {
    return this.status === "waiting" || this.status === "open";
  }

  private render(): void {
    const { status, error } = this.flow.snapshot(this.owner);
    const isPending = this.isPending();
    const hadFocus = this.hasFocus();
    this.setAttribute("status", status);
    this.message.textContent = status === "idle" ? (error ? this.label("failed") : "") : this.label(status);
    const [show, cancel] = this.controls as [HTMLElement, HTMLElement];
    show.textContent = this.label("show");
    cancel.textContent = this.label("cancel");
    show.hidden = status !== "open";
    cancel.hidden = !isPending;
    const trigger = this.findTrigger();
    if (!trigger) return;
    const wasPending = this.mark(trigger);
    if (wasPending && !isPending && hadFocus) trigger.focus();
  }

  /**
   * Not `disabled`: that would take the focus away. What the author had written is noted beside it, and put back, also in a
   * copy of the page that a cache has made meanwhile. Returns whether any was marked before.
   */
  private mark(trigger: HTMLElement): boolean {
    const marked = [...composed(this)].filter((element) => element.hasAttribute(BEFORE));
    for (const element of marked) {
      const before = element.getAttribute(BEFORE);
      if (before) element.setAttribute(DISABLED, before);
      else element.removeAttribute(DISABLED);
      element.removeAttribute(BEFORE);
    }
    if (this.isPending()) {
      trigger.setAttribute(BEFORE, trigger.getAttribute(DISABLED) ?? "");
      trigger.setAttribute(DISABLED, "true");
    }
    return marked.length > 0;
  }

  /** Whether the focus is here, or nowhere. */
  private hasFocus(): boolean {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    for (let node: Node | null = active; node; node = parentOf(node)) if (node === this) return true;
    return !active || active === document.body;
  }
}

// React and Vue ask whether the element has a property, Svelte whether it has a setter; if not, they write an attribute.
for (const name of PROPERTIES) {
  Object.defineProperty(AlterConnectElement.prototype, name, {
    get(this: AlterConnectElement) {
      return this["given"][name];
    },
    set(this: AlterConnectElement, value: never) {
      this["given"][name] = value;
    },
    configurable: true,
    enumerable: true,
  });
}

const BUTTON = "button, [role=button], input[type=button], input[type=submit], input[type=image]";
const DISABLED = "aria-disabled";
const BEFORE = "data-alter-connect-before";

/** What is inside of an element as it is shown, in order: with what its slots are given, and in the shadow roots in it. */
function* composed(root: Element | ShadowRoot): Generator<HTMLElement> {
  for (const element of root.children as HTMLCollectionOf<HTMLElement>) {
    yield element;
    if (element.shadowRoot) yield* composed(element.shadowRoot);
    const assigned = element.localName === "slot" ? (element as unknown as HTMLSlotElement).assignedElements() : [];
    for (const given of assigned as HTMLElement[]) {
      yield given;
      yield* composed(given);
    }
    yield* composed(element);
  }
}

/** The node around it as it is shown. */
function parentOf(node: Node): Node | null {
  return (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
}

let hasWarned = false;

function warnOfNoTrigger(element: AlterConnectElement): void {
  if (hasWarned) return;
  hasWarned = true;
  console.warn(
    "[Alter Connect] A click inside of <alter-connect> opens nothing: there is no button and no link in it" +
      `${element.trigger ? ` that matches ${element.trigger}` : ""}. Put one in, or name it with the attribute trigger.`,
    element,
  );
}

function part(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.setAttribute("part", name);
  if (tag === "button") element.setAttribute("type", "button");
  return element;
}

/** Once every script that the page came with has run. */
function parsed(): Promise<unknown> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", resolve, { once: true });
    window.addEventListener("load", resolve, { once: true });
  });
}

declare global {
  interface HTMLElementTagNameMap {
    "alter-connect": AlterConnectElement;
  }
  interface GlobalEventHandlersEventMap extends AlterConnectElementEvents {}
  interface ShadowRootEventMap extends AlterConnectElementEvents {}
}

if (globalThis.customElements && !customElements.get("alter-connect")) {
  customElements.define("alter-connect", AlterConnectElement);
}
