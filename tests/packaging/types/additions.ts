// What ours has beyond the reference.
import AlterConnect from "@alter-ai/connect";
import type {
  AlterConnectConfig,
  AlterConnectError,
  AlterError,
  AnyOpenOptions,
  Connection,
  ConnectOptions,
  ErrorCode,
  EventName,
  Events,
  Eventually,
  Grant,
  Grants,
  OpenCallbacks,
  OpenOptions,
  OpenWithConnectUrl,
  OpenWithLateToken,
  RedirectResult,
} from "@alter-ai/connect";

const config: AlterConnectConfig = { closeGrace: 2000 };
const connect = AlterConnect.create(config);
const callbacks: OpenCallbacks = { onSuccess: (grants) => void grants };

async function token(): Promise<string> {
  const response = await fetch("/api/session", { method: "POST" });
  return (await response.json()).session_token;
}
void connect.open({ ...callbacks, token });
void connect.open({ ...callbacks, token: token() });
void connect.open({ ...callbacks, token: () => "t", baseURL: "http://127.0.0.1:4600" });
void connect.open({ ...callbacks, connectUrl: "https://connect.example.com/sdk/oauth/connect#session=t" });
void connect.open({ ...callbacks, connectUrl: token });
void connect.open({ connectUrl: token, onSuccess: (grants) => grants.map(({ grant_id }) => grant_id) });

const later: Eventually<string> = token;
const withToken: OpenWithLateToken = { ...callbacks, token: later };
const withUrl: OpenWithConnectUrl = { ...callbacks, connectUrl: later };
void connect.open(withToken);
void connect.open(withUrl);
declare const either: OpenOptions | OpenWithLateToken | OpenWithConnectUrl;
void connect.open(either);

// What the vendor's documentation names.
void connect.open({ ...callbacks, token: "t", singleProvider: true });
void connect.open({ ...callbacks, connectUrl: token, singleProvider: false });
void connect.connect({ token, singleProvider: true });
export const connections = (grants: Grant[]): Connection[] => grants;

const event: EventName = "success";
connect.on(event, () => {});

export async function takeReturned(): Promise<void> {
  const result: RedirectResult | null = await connect.takeRedirectResult();
  if (result && "grants" in result) {
    const grants: Grant[] = result.grants;
    void grants;
  } else if (result) {
    const error: AlterError = result.error;
    void error;
  }
}

// The promise of the outcome, and handlers that know what they get.
export async function grantIds(signal: AbortSignal): Promise<string[]> {
  const grants: Grants = await connect.connect({ token, signal, onEvent: (name) => void name.length });
  const first: string = grants[0].grant_id;
  return [first, ...(await connect.connect({ connectUrl: token, signal: undefined })).map(({ grant_id }) => grant_id)];
}
export const options: ConnectOptions[] = [{ token: "t", baseURL: "http://127.0.0.1:4600" }, { connectUrl: token }];
connect.on("success", (grants) => grants[0].scopes.join());
connect.on("error", ({ code }) => code === "popup_blocked");
connect.on("event", (name, metadata) => `${name.length} ${metadata.timestamp}`);
export const heard: Events["success"] = (grants) => void grants.length;
connect.off("success", heard);
export const codes: ErrorCode[] = ["exit", "connect_denied", "invalid_token", "service_unavailable", "a code of tomorrow"];
export const rejected = (error: AlterConnectError): string => `${error.code} ${error.stack} ${error.docs} ${error.details?.["reason"]}`;

// Helpers around it.
export const kept = { token: async () => "t", onSuccess: (grants) => void grants.length } satisfies AnyOpenOptions;
void connect.open(kept);
export const wrapped = (options: AnyOpenOptions): Promise<void> => connect.open(options);
export function logged<Chosen extends AnyOpenOptions>(options: Chosen): Promise<void> {
  return connect.open({ ...options, onEvent: (name) => console.log(name) });
}
void logged({ connectUrl: "https://connect.example.com", onSuccess: () => {} });
export const passed = (baseURL?: string, onExit?: () => void): Promise<void> =>
  connect.open({ token, baseURL, onExit, onSuccess: () => {} });
export class Accounts {
  readonly options: AnyOpenOptions[] = [];
  opens = (options: Parameters<AlterConnect["open"]>[0]): Promise<void> => connect.open({ ...this.options[0], ...options });
}
