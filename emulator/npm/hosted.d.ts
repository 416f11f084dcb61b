export type Outcome = 'approve' | 'deny' | 'fail' | 'expire' | 'malformed' | 'silent';

/** How a session goes by itself. Where one is asked for, an outcome alone will do. */
export interface Script {
  /** Default: `approve`. */
  outcome?: Outcome;
  /** Accounts on the consent page; the n-th provider is approved with the n-th, or the last. */
  accounts?: string[];
  /** The consent page sends `Cross-Origin-Opener-Policy: same-origin`. */
  coop?: boolean;
  /** Milliseconds to stay at the consent page. */
  delay_ms?: number;
  /** Stays at the consent page until someone clicks. */
  pause_at_provider?: boolean;
  /** The code that the session fails with at the provider, e.g. `invalid_client`, on the page and on a poll. */
  error?: string;
  /** Shows the confirm screen, unless the session is `direct`. */
  confirm?: boolean;
  /** Providers that are not kept although the user allowed them, with the reason, e.g. `activation_failed`. */
  failed_grants?: Record<string, string>;
  /** The code that the request for a session is refused with, e.g. `agent_not_found`. */
  refuse?: string;
  /** So many polls are answered with 429 first. */
  throttle?: number;
  /** The session knows neither an origin nor a return address: the app can't be told. */
  unreachable?: boolean;
}

export interface GrantPolicy {
  max_ttl_seconds?: number | null;
  default_ttl_seconds?: number | null;
}

/** Body of `POST /sdk/oauth/connect/session`. */
export interface SessionRequest {
  allowed_providers?: string[] | null;
  /** Absolute http(s) address that the redirect flow returns to. */
  return_url?: string | null;
  /** Origin that the result is posted to. Default: the app's registered website. */
  allowed_origin?: string | null;
  metadata?: { emulator?: Script | Outcome; user_id?: unknown; [key: string]: unknown } | null;
  /** Says whose grants these are. */
  user_token?: string | null;
  /** Skips the confirm screen. Needs exactly one provider. */
  direct?: boolean;
  grant_policy?: GrantPolicy | null;
  /** Scopes by provider id. */
  required_scopes?: Record<string, string[]> | null;
  /** Id or name of an agent that the grants are for, too. Needs a `user_token`. */
  agent?: string | null;
  requested_grant?: { label: string; restrictions?: unknown } | null;
  /** A grant to renew: it keeps its id. Needs exactly one provider. */
  repair_grant_id?: string | null;
  /** Asks the user whether the agent may share what it gets. */
  delegable?: boolean | null;
  scope_constraint?: string[] | null;
  /** Offers an account that the user has not connected yet. */
  switch_account?: boolean;
  allow_user_policy_rules?: boolean | null;
}

/** Body of `POST /sdk/managed-secrets/connect/session`. */
export interface ManagedSecretRequest
  extends Pick<SessionRequest, 'return_url' | 'allowed_origin' | 'metadata' | 'agent' | 'requested_grant' | 'grant_policy' | 'repair_grant_id'> {
  /** Slug of the managed-secret provider. */
  provider: string;
  user_token: string;
  template_slug?: string | null;
  delegated_agent_id?: string | null;
  requested_ttl_seconds?: number | null;
  delegable?: boolean;
  direct?: boolean;
}

export interface ManagedSecretSession {
  session_token: string;
  /** What the SDK's `open({ connectUrl })` takes. */
  connect_url: string;
  expires_in: number;
  expires_at: string;
  path: 'fast_path' | 'key_entry' | 'repair';
  existing_grant_id: string | null;
  direct: boolean;
  secret_slug: string;
  template_slug: string | null;
  agent_id: string | null;
  delegable_requested: boolean;
}

export interface Session {
  /** What the SDK's `open({ token })` takes. */
  session_token: string;
  connect_url: string;
  /** Seconds. */
  expires_in: number;
  /** ISO 8601. */
  expires_at: string;
  single_provider: boolean;
  direct: boolean;
  scope_constraint_warnings?: string[];
}

export interface PolledGrant {
  grant_id: string;
  provider_id: string;
  account_identifier: string;
  scopes: string[];
  operation: 'creation' | 'reauth';
  grant_policy?: { expires_at: string | null; created_by: 'developer' | 'end_user'; created_at: string };
  delegation?: { agent_id: string; delegable: boolean; policy_refused: boolean };
}

export interface FailedGrant {
  provider_id: string;
  reason: string;
  message: string;
}

export type Poll =
  | { status: 'pending'; declined_providers?: { provider_id: string; error_code: string; declined_at: string }[] }
  | { status: 'completed'; grants: PolledGrant[]; failed_grants?: FailedGrant[] }
  | { status: 'error'; error: { error_code: string; error_message: string; retry_after_seconds?: number } }
  | { status: 'expired' };

/** What `createSession` throws when a value can't be used. */
export interface Refusal extends Error {
  /** E.g. `invalid_origin`. */
  code: string;
  /** What to do about it. */
  hint: string;
  /** As over HTTP. */
  status: number;
}

export interface Setup {
  /**
   * Where the API and the hosted Connect page are: an origin, or a path of a larger site, without a slash at its end.
   */
  baseUrl: string;
  /** Where the provider consent pages are: likewise, and not below `baseUrl`. */
  providerUrl: string;
  /** Origin of the app whose backend the hosted side is, when there is one. */
  appUrl?: string | null;
  /** Where the three are on this machine, if those addresses lead here by way of another one. */
  localBaseUrl?: string | null;
  localProviderUrl?: string | null;
  localAppUrl?: string | null;
  /** The app's registered website. Default: `appUrl`. */
  appOrigin?: string | null;
  /** Default: a generated one. */
  apiKey?: string | null;
  /** For sessions that script nothing themselves. */
  script?: Script | Outcome | null;
}

export interface HostedSide {
  readonly apiKey: string;
  /** `url` says which site the request is for. */
  handle(
    method: string,
    url: string,
    headers?: Iterable<[name: string, value: string]>,
    body?: Uint8Array,
  ): { status: number; headers: [name: string, value: string][]; body: Uint8Array };
  /** Throws a `Refusal`. */
  createSession(request?: SessionRequest): Session;
  /** Throws a `Refusal`. */
  createManagedSecretSession(request: ManagedSecretRequest): ManagedSecretSession;
  poll(sessionToken: string): Poll;
  advanceClock(milliseconds: number): void;
  /** Scripts the sessions to come that have no script of their own, until a `reset`. */
  setScript(script: Script | Outcome | null): void;
  /**
   * Writes the line for an answer that you sent in place of the empty 404 for what the app's backend at `appUrl` does not have.
   */
  note(method: string, path: string, status: number): void;
  /** What happened since the last call, in lines: each request, and what became of each session. No token is in them. */
  takeLog(): string[];
  /** All that it remembers, session tokens too: a service worker may be ended at any time. */
  save(): string;
  /** Remembers what `save` gave, and nothing else. */
  restore(saved: string): void;
  /** Forgets every session, grant, moved clock and script that was set meanwhile. */
  reset(): void;
}

/**
 * The hosted side without a server, e.g. for a service worker. `wasm` is the file `alter-connect-emulator/hosted.wasm`,
 * compiled or as bytes. Throws where the setup can't be used.
 */
export function createHostedSide(wasm: WebAssembly.Module | BufferSource, setup: Setup): HostedSide;

/** What is wrong with a script as on a command line (an outcome, or JSON), if anything is. */
export function checkScript(wasm: WebAssembly.Module | BufferSource, text: string): string | undefined;
