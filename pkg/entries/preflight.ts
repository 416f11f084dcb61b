// What this browser will do with a flow, and what usually keeps one from working.
import AlterConnect from "alter-connect";
import type { Display } from "alter-connect";
import { device, height, width } from "../../host/src/facts.js";

/** What {@link environment} gives. */
export interface Environment {
  /** How `open()` would show the Connect page here; `none`: not at all, since there is no window. */
  mode: "popup" | "redirect" | "none";
  /** Why, in a sentence. */
  reason: string;
  /** The app whose built-in browser this is, such as `Instagram`. Google and others refuse to sign users in there. */
  webview: string | null;
  /** Whether the page may store what a redirect needs. */
  storage: boolean;
  /** Whether the page is inside a frame. */
  framed: boolean;
  /** The page is isolated (`Cross-Origin-Opener-Policy: same-origin`, as far as a script can see): popups are cut off. */
  isolated: boolean;
}

/** A mistake and how to fix it. */
export interface Finding {
  code:
    | "api_key_in_browser"
    | "framed"
    | "isolated"
    | "not_in_click"
    | "second_copy"
    | "session_expired"
    | "storage_blocked"
    | "token_malformed"
    | "wasm_blocked"
    | "webview"
    | "wrong_origin";
  /** What is wrong. */
  problem: string;
  /** What to do about it. */
  fix: string;
}

/** What you know of the session; the more, the more can be checked. */
export interface Facts {
  /** What you pass as `token`. */
  token?: unknown;
  /** What your backend gave as `allowed_origin`. */
  allowedOrigin?: string;
  /** `expires_at` of the session. */
  expiresAt?: string;
  /** What you pass as `display`. */
  display?: Display;
}

const WEBVIEWS: [RegExp, string][] = [
  [/instagram/i, "Instagram"],
  [/FBA[NV]|FB_IAB/, "Facebook"],
  [/LinkedInApp/, "LinkedIn"],
  [/\bLine\//, "LINE"],
  [/MicroMessenger/, "WeChat"],
  [/musical_ly|BytedanceWebview|TikTok/i, "TikTok"],
  [/Snapchat/, "Snapchat"],
  [/Twitter/, "X"],
  [/\bGSA\//, "Google"],
  [/; wv\)/, "an Android app"],
  [/\b(iPhone|iPad|iPod)\b(?!.*\bSafari\/)/, "an iOS app"],
];

/** What this browser will do, with what you pass as `display`. Works anywhere, on a server too. */
export function environment(display: Display = "auto"): Environment {
  const isolated = globalThis.crossOriginIsolated === true;
  if (!globalThis.window) {
    const reason = "There is no window: this is a server or a worker.";
    return { mode: "none", reason, webview: null, storage: false, framed: false, isolated };
  }
  const { userAgent, standalone } = navigator as Navigator & { standalone?: boolean };
  // An app on the home screen of iOS calls itself like a browser inside an app.
  const webview = (!standalone && WEBVIEWS.find(([pattern]) => pattern.test(userAgent))?.[1]) || null;
  const [mode, reason, framed] = shown(display);
  return { mode, reason, webview, storage: hasStorage(), framed, isolated };
}

/** The rule of `core/src/device.rs`, told with its reason, and whether the page is in a frame. */
function shown(display: Display): [mode: "popup" | "redirect", reason: string, framed: boolean] {
  const facts = device();
  if (facts & 4) return ["popup", "A frame is never sent away.", true];
  if (display === "popup" || display === "redirect") return [display, "The app has chosen so.", false];
  const isMobile = facts & 1 || (facts & 2 && width() <= 768);
  if (!isMobile) return ["popup", "This is a desktop.", false];
  if (width() <= 480) return ["redirect", "This is a phone.", false];
  if (width() <= 1024 && height() > width()) return ["redirect", "This is a tablet, held upright.", false];
  return ["popup", "This is a tablet, not held upright.", false];
}

function hasStorage(): boolean {
  const key = "alter_connect_preflight";
  try {
    sessionStorage.setItem(key, key);
    sessionStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/**
 * For development: names the usual mistakes, each with its fix. Call it where you call `open()`, in the click.
 *
 * @example
 * console.table(await diagnose({ token, allowedOrigin: "https://app.example.com" }));
 */
export async function diagnose(facts: Facts = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  const find = (code: Finding["code"], problem: string, fix: string): void => void findings.push({ code, problem, fix });
  const { mode, webview, storage, framed, isolated } = environment(facts.display);

  // First: a click does not last.
  if (mode === "popup" && navigator.userActivation?.isActive === false) {
    find(
      "not_in_click",
      "This does not run in a user's click, so the browser blocks the popup.",
      "Call open() or connect() first thing in the click handler, and pass the token as a function or a promise.",
    );
  }
  checkToken(facts.token, find);
  if (facts.expiresAt && Date.parse(facts.expiresAt) <= Date.now()) {
    find("session_expired", `The session expired at ${facts.expiresAt}.`, "Create a new session for each click.");
  }
  const { origin } = globalThis.location ?? {};
  if (facts.allowedOrigin !== undefined && origin && facts.allowedOrigin.replace(/\/$/, "") !== origin) {
    find(
      "wrong_origin",
      `The session is for ${facts.allowedOrigin}, and this page is of ${origin}: the result would not be posted to it.`,
      `Create the session with allowed_origin "${origin}". localhost and 127.0.0.1 are two origins, and so are two ports.`,
    );
  }
  if (!hasWasm()) {
    find(
      "wasm_blocked",
      "This page does not allow WebAssembly, so open() rejects with wasm_unavailable.",
      "Add 'wasm-unsafe-eval' to script-src of the Content-Security-Policy, or import alter-connect/js.",
    );
  }
  const other = (globalThis as { AlterConnect?: unknown }).AlterConnect;
  if (typeof other === "function" && other !== AlterConnect) {
    find(
      "second_copy",
      "The page has the SDK twice, from a script tag and from your bundle. They share one popup, so one ends the other's flow.",
      "Remove the script tag or the import.",
    );
  }
  if (mode !== "none" && (isolated || (await openerPolicy()) === "same-origin")) {
    find(
      "isolated",
      "The page sends Cross-Origin-Opener-Policy: same-origin, which cuts off every popup.",
      "Send same-origin-allow-popups instead.",
    );
  }
  if (framed && device() & 1) {
    find(
      "framed",
      "The page is in a frame on a phone: the SDK opens a tab, which the app around may refuse.",
      "Open the page in a tab of its own, such as by a link with target=_top, and connect there.",
    );
  }
  if (webview) {
    find(
      "webview",
      `This is the browser inside ${webview}, where Google and others refuse to sign users in.`,
      "Ask the user to open the page in the browser of the device.",
    );
  }
  if (mode !== "none" && !storage) {
    find(
      "storage_blocked",
      "The page may not store anything, so a redirect can't come back, and a popup behind an isolated page can't either.",
      "Open the page outside of a sandboxed frame, and ask the user to allow site data.",
    );
  }
  return findings;
}

function checkToken(token: unknown, find: (code: Finding["code"], problem: string, fix: string) => void): void {
  if (token === undefined || typeof token === "function" || token instanceof Promise) return;
  const fix = "Pass session_token as it came from your backend; log the keys of its answer.";
  if (typeof token !== "string" || !token.trim()) {
    find("token_malformed", `The token is ${typeof token === "string" ? "empty" : `of type ${typeof token}`}.`, fix);
  } else if (/^alter_(key|rk)_/.test(token)) {
    find(
      "api_key_in_browser",
      "This is an API key, and whoever opens the page can read it.",
      "Revoke it, and create sessions on the backend.",
    );
  } else if (/^https?:/.test(token)) {
    find("token_malformed", "The token is an address.", "Pass it as connectUrl instead of token.");
  } else if (/[\s{}"[\]]|^(undefined|null)$/.test(token)) {
    find("token_malformed", "The token has characters that no session token has.", fix);
  }
}

function hasWasm(): boolean {
  try {
    return !!new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  } catch {
    return false;
  }
}

/** What the page itself is sent with. */
async function openerPolicy(): Promise<string | null> {
  try {
    const { headers } = await fetch(location.href, { method: "HEAD" });
    return headers.get("cross-origin-opener-policy");
  } catch {
    return null;
  }
}
