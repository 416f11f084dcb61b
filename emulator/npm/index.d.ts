import type { ManagedSecretRequest, ManagedSecretSession, Outcome, Poll, Script, Session, SessionRequest } from './hosted.js';

export type {
  FailedGrant, GrantPolicy, ManagedSecretRequest, ManagedSecretSession, Outcome, Poll, PolledGrant, Refusal, Script, Session,
  SessionRequest,
} from './hosted.js';

export interface EmulatorOptions {
  /** Address to listen on. Default: 127.0.0.1. With any but this machine's own, whoever reaches it can use the emulator. */
  host?: string;
  /** What browsers know it by, with `{port}` in it, e.g. `https://name-{port}.app.github.dev`. */
  publicUrl?: string;
  /** Port of the API and the hosted Connect page. Default: 0, a free one. */
  connectPort?: number;
  /** Port of the provider consent pages. Default: 0, a free one. */
  providerPort?: number;
  /** Port of the app server, see `appDir`. Default: 0, a free one. */
  appPort?: number;
  /** Your app's registered website: the origin of sessions without `allowed_origin`. */
  appOrigin?: string;
  /** Serves this folder on a third origin, with `POST /api/session` and `POST /api/poll` as its backend. */
  appDir?: string;
  /** Serves this folder under `/dist/` of the app server. */
  distDir?: string;
  /** The one API key to accept: `alter_key_` and 40 characters, or a scoped key. Default: a generated one. */
  apiKey?: string;
  /** Outcome of every session that scripts none itself. */
  script?: Script | Outcome;
  /** Gets a line for each request, and for what becomes of each session. No token is in them. */
  log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator {
  /** The SDK's `baseURL`, your backend's `ALTER_BASE_URL`. */
  readonly baseURL: string;
  /** Origin of the consent pages. */
  readonly providerURL: string;
  /** Origin of `appDir`. */
  readonly appURL: string | undefined;
  /** Your backend's `ALTER_API_KEY`. */
  readonly apiKey: string;
  /** A session without a signed request. Rejects with a `Refusal` where a value can't be used. */
  createSession(request?: SessionRequest): Promise<Session>;
  /** A session for a managed secret, without a signed request. Rejects with a `Refusal` where a value can't be used. */
  createManagedSecretSession(request: ManagedSecretRequest): Promise<ManagedSecretSession>;
  /** What a backend that polls is told. */
  poll(sessionToken: string): Promise<Poll>;
  /** Moves the clock that sessions live by, e.g. past their 600,000 ms. */
  advanceClock(milliseconds: number): void;
  /** Scripts the sessions to come that have no script of their own, until a `reset`. */
  setScript(script: Script | Outcome | null): void;
  /** Forgets every session, grant, moved clock and script that was set meanwhile. Addresses and API key stay. */
  reset(): void;
  /** Stops it. */
  close(): Promise<void>;
}

export function startEmulator(options?: EmulatorOptions): Promise<Emulator>;
