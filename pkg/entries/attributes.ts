// What may be written on <alter-connect>, for type checkers of templates.
import type { AlterConnectConfig, AlterConnectError, Display, Eventually, Grants } from "alter-connect";

/** The element's events. They bubble, so the document and the window hear of them, too. */
export interface AlterConnectElementEvents {
  /** The element's button was pressed. With `preventDefault()`, nothing is opened. */
  "alter-open": CustomEvent<null>;
  "alter-success": CustomEvent<{ grants: Grants }>;
  "alter-error": CustomEvent<{ error: AlterConnectError }>;
  "alter-exit": CustomEvent<null>;
}

/** The element's attributes, and those of its properties that are no text. */
export interface AlterConnectAttributes {
  "session-url"?: string | undefined;
  owner?: string | number | null | undefined;
  trigger?: string | undefined;
  debug?: boolean | undefined;
  "close-grace"?: number | string | undefined;
  display?: Display | null | undefined;
  "label-window"?: string | undefined;
  "label-waiting"?: string | undefined;
  "label-open"?: string | undefined;
  "label-done"?: string | undefined;
  "label-failed"?: string | undefined;
  "label-show"?: string | undefined;
  "label-cancel"?: string | undefined;
  token?: Eventually<string> | undefined;
  baseURL?: string | undefined;
  connectUrl?: Eventually<string> | undefined;
  sessionUrl?: string | null | undefined;
  sessionInit?: Eventually<RequestInit> | undefined;
  config?: AlterConnectConfig | undefined;
}
