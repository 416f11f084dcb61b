import type { AlterConnectError, ErrorCode } from "alter-connect";

export type { AlterConnectError, ErrorCode };

/**
 * Whether a value is an error that `connect()`, a hook, a composable or the element gave; with codes, whether it has one of
 * them. What `open()` rejects with has a code too, but is none of these.
 *
 * @example
 * if (isAlterError(error, "exit")) return; // the user closed the window
 */
export function isAlterError(error: unknown, ...codes: ErrorCode[]): error is AlterConnectError {
  if (!(error instanceof Error)) return false;
  const { code, docs } = error as Partial<AlterConnectError>;
  return typeof code === "string" && typeof docs === "string" && (!codes.length || codes.includes(code));
}
