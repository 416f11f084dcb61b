import type SDK from "../pkg/src/alter-connect.js";

declare global {
  /** The class under test, as its script leaves it. */
  var AlterConnect: typeof SDK;
  /** Another copy of it. */
  var Copy: typeof SDK;
  /** The original, in the fuzzer's page. */
  var Reference: typeof SDK;
  /** In a worker. */
  var importScripts: (...urls: string[]) => void;

  /** What the server wants this page to play, and how often it was loaded for that. */
  var run:
    { theme: string; scenario: string; load: number; acts?: boolean; origins?: Record<string, string> } | undefined;
  /** Names this load of the page. */
  var pageId: string;

  /** What the errors of the SDK have. */
  interface Error {
    code?: any;
    details?: any;
  }

  /** What Rust calls. */
  interface Window {
    [name: string]: any;
  }
}
