// <alter-connect> around a button of the author's own.
import type { AlterConnectError, Eventually, Grants } from "alter-connect";
import { createFlow } from "./flow.js";
import type { Flow, Options, Status } from "./flow.js";

/** What a screen reader says, and what is written on the two buttons; each may be set as an attribute `label-…`. */
const LABELS = {
  window: "Opens a window",
  waiting: "The window is opening.",
  open: "Go on in the window that has opened.",
  done: "Connected.",
  failed: "That did not work. Please try again.",
  show: "Show window",
  cancel: "Cancel",
};

/** On a server there are no elements; the module may be imported there all the same. */
const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/**
 * A button inside it connects accounts.
 *
 * Attributes: `session-url`, and `label-window`, `label-waiting`, `label-open`, `label-done`, `label-failed`, `label-show`,
 * `label-cancel`. It shows its own state as `status`.
 * Events, which bubble: `alter-success` with `detail.grants`, `alter-error` with `detail.error`, `alter-exit`.
 * Parts: `status`, `show`, `cancel`.
 */
export class AlterConnectElement extends Base {
  /** A session's token: a value, a promise, or a function that is called in the click. In place of `session-url`. */
  token: Eventually<string> | undefined;
  /** With `token`: where the Connect page is, if not at `https://api.alterauth.com`. */
  baseURL: string | undefined;
  /** A session's `connect_url`: a value, a promise, or a function that is called in the click. In place of `session-url`. */
  connectUrl: Eventually<string> | undefined;
  /** What goes with the request to `session-url`, such as headers; a `body` is sent in place of the element's own. */
  sessionInit: RequestInit | undefined;

  private flow!: Flow;
  private trigger: HTMLElement | undefined;
  private message!: HTMLElement;
  private controls!: HTMLElement[];
  private undo: (() => void)[] = [];

  constructor() {
    super();
    this.flow = createFlow(() => this.options());
    const slot = document.createElement("slot");
    slot.addEventListener("click", (event) => this.press(event));
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
    if (url === null) this.removeAttribute("session-url");
    else this.setAttribute("session-url", url);
  }

  /** What the attribute `status` says, too. */
  get status(): Status {
    return this.flow.snapshot().status;
  }

  connectedCallback(): void {
    this.undo = [this.flow.subscribe(() => this.render())];
    this.render();
    // Scripts that come after this one may still add the listeners for what has returned.
    void parsed().then(() => {
      if (this.isConnected) this.undo.push(this.flow.attach());
    });
  }

  disconnectedCallback(): void {
    this.undo.forEach((undo) => undo());
    this.undo = [];
  }

  private options(): Options {
    const { token, connectUrl, baseURL, sessionUrl } = this;
    const callbacks = {
      onSuccess: (grants: Grants) => this.tell("alter-success", { grants }),
      onError: (error: AlterConnectError) => this.tell("alter-error", { error }),
      onExit: () => this.tell("alter-exit", undefined),
    };
    if (token !== undefined) return { token, baseURL, ...callbacks };
    return { connectUrl: connectUrl ?? (sessionUrl ? () => this.newConnectUrl(sessionUrl) : ""), ...callbacks };
  }

  private async newConnectUrl(url: string): Promise<string> {
    const headers = new Headers(this.sessionInit?.headers);
    headers.set("content-type", "application/json");
    const body = JSON.stringify({ return_url: location.href });
    const response = await fetch(url, { method: "POST", body, ...this.sessionInit, headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const { connect_url } = (await response.json()) as { connect_url?: string };
    if (!connect_url) throw new Error(`${url} answered without a connect_url`);
    return connect_url;
  }

  private tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  private press(event: Event): void {
    const trigger = (event.target as Element).closest<HTMLElement>(TRIGGER);
    if (!trigger || event.defaultPrevented || this.isPending()) return;
    this.trigger = trigger;
    void this.flow.open();
  }

  private isPending(): boolean {
    return this.status === "waiting" || this.status === "open";
  }

  private label(name: keyof typeof LABELS): string {
    return this.getAttribute(`label-${name}`) ?? LABELS[name];
  }

  /** Who can't see the window has to know of it beforehand. */
  private prepare(): void {
    const trigger = this.querySelector<HTMLElement>(TRIGGER);
    if (trigger && !trigger.title) trigger.title = this.label("window");
  }

  private render(): void {
    const { status, error } = this.flow.snapshot();
    const isPending = this.isPending();
    const hadFocus = this.hasFocus();
    this.setAttribute("status", status);
    this.message.textContent = status === "idle" ? (error ? this.label("failed") : "") : this.label(status);
    const [show, cancel] = this.controls as [HTMLElement, HTMLElement];
    show.textContent = this.label("show");
    cancel.textContent = this.label("cancel");
    for (const control of this.controls) control.hidden = !isPending;
    if (!this.trigger) return;
    // Not `disabled`: that would take the focus away.
    if (isPending) this.trigger.setAttribute("aria-disabled", "true");
    else this.trigger.removeAttribute("aria-disabled");
    if (!isPending && hadFocus) this.trigger.focus();
  }

  /** Whether the focus is here, or nowhere. */
  private hasFocus(): boolean {
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    return !activeElement || activeElement === document.body || this.contains(activeElement);
  }
}

const TRIGGER = "button, a, [role=button]";

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
  interface HTMLElementEventMap {
    "alter-success": CustomEvent<{ grants: Grants }>;
    "alter-error": CustomEvent<{ error: AlterConnectError }>;
    "alter-exit": CustomEvent<undefined>;
  }
}

if (globalThis.customElements && !customElements.get("alter-connect")) {
  customElements.define("alter-connect", AlterConnectElement);
}
