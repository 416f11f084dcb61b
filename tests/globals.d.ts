import type SDK from "../pkg/src/alter-connect.js";

declare global {
  /** The class under test, as its script leaves it. */
  var AlterConnect: typeof SDK;
  /** The other one, in the fuzzer's page. */
  var Reference: typeof SDK;
  /** In a worker. */
  var importScripts: (...urls: string[]) => void;
  /** Names this load of the page. */
  var pageId: string;
  /** What the server wants this page to play; see `conformance/src/server.rs`. */
  var run: { theme: string; scenario: string; load: number; origins: Record<string, string> } | undefined;
}
