// For Playwright: Alter's hosted side on this machine, and sessions for the page that is tested.
import type { Emulator, Poll, Script } from "alter-connect-emulator";

/** As much of Playwright's `Page` as this needs; a `BrowserContext` will do, too. */
export interface Routes {
  route(url: string | RegExp, handler: (route: Route) => unknown): Promise<unknown>;
}

/** As much of Playwright's `Route` as this needs. */
export interface Route {
  request(): { headers(): Record<string, string>; postData(): string | null };
  fulfill(answer: { json: unknown }): Promise<void>;
}

/** The options of {@link emulateConnect}. */
export interface EmulateOptions {
  /** Where the page asks its backend for a session. Default: `**\/api/session`. */
  sessionURL?: string | RegExp;
  /** Default: `["google"]`. With one provider, the page to pick one is skipped. */
  providers?: string[];
  /** How sessions go by themselves. Default: approved. With `null`, your test clicks in the popup. */
  script?: Script | null;
}

/** What {@link emulateConnect} gives. */
export interface EmulatedConnect {
  /** How the sessions from now on go. */
  script: Script | null;
  /** The emulator, for whatever else you need of it. */
  readonly emulator: Emulator;
  /** What a backend that asks Alter for the last session would be told. */
  poll(): Promise<Poll>;
  /** Stops the emulator. */
  close(): Promise<void>;
}

/**
 * Starts the emulator and answers in place of your backend when the page asks for a session: with the record of a session
 * (`session_token`, `connect_url`, …). The popup is a real one.
 *
 * @example
 * const alter = await emulateConnect(page, { script: { accounts: ["ada@example.com"] } });
 */
export async function emulateConnect(page: Routes, options: EmulateOptions = {}): Promise<EmulatedConnect> {
  const { sessionURL = "**/api/session", providers = ["google"], script = {} } = options;
  const { startEmulator } = await import("alter-connect-emulator").catch((cause: unknown) => {
    throw new Error("emulateConnect() needs the emulator: npm install --save-dev alter-connect-emulator", { cause });
  });
  const emulator = await startEmulator();
  let token: string | undefined;
  const connect: EmulatedConnect = {
    script,
    emulator,
    async poll() {
      if (token === undefined) throw new Error(`The page has not asked ${sessionURL} for a session yet.`);
      return emulator.poll(token);
    },
    close: () => emulator.close(),
  };
  await page.route(sessionURL, async (route) => {
    const request = route.request();
    const { origin, referer } = request.headers();
    const session = await emulator.createSession({
      allowed_providers: providers,
      allowed_origin: new URL((origin ?? referer)!).origin,
      return_url: returnUrlOf(request.postData() ?? ""),
      metadata: connect.script && { emulator: connect.script },
    });
    token = session.session_token;
    await route.fulfill({ json: { ...session, base_url: emulator.baseURL } });
  });
  return connect;
}

/** Where the page wants to come back to: apps send JSON, a form, or what only their backend can read. */
function returnUrlOf(body: string): string | null {
  try {
    return (JSON.parse(body) as { return_url?: string }).return_url ?? null;
  } catch {
    return new URLSearchParams(body).get("return_url");
  }
}
