// An app as it was written for `@alter-ai/connect`: it compiles against that package, and against ours unchanged.
import AlterConnect from "@alter-ai/connect";
import type { AlterConnectConfig, AlterError, Grant, OpenOptions, Provider } from "@alter-ai/connect";
import * as everything from "@alter-ai/connect";
import { default as Named } from "@alter-ai/connect";

const config: AlterConnectConfig = { debug: true };
config.debug = false;
const connect: AlterConnect = AlterConnect.create(config);
AlterConnect.create();
everything.default.create({});
Named.create({ debug: false });

// Options as a variable, changed and read later.
declare const token: string;
const onSuccess = (grants: Grant[]): void => console.log(grants.length);
const options: OpenOptions = { token, onSuccess };
options.baseURL = "https://connect.example.com";
options.onExit = () => {};
options.onError = (error: AlterError) => console.log(error.code, error.message, error.details?.["reason"]);
options.onEvent = (name, metadata) => console.log(name.toUpperCase(), metadata.timestamp);
console.log(options.token.length, options.baseURL.startsWith("https:"));
const opened: Promise<void> = connect.open(options);
opened.catch((error: AlterError) => error.code);

// Options that an app derives from these.
interface Tracked extends OpenOptions {
  campaign: string;
}
class Launch implements OpenOptions {
  constructor(readonly token: string) {}
  onSuccess(grants: Grant[]): void {
    void grants;
  }
}
type WithoutToken = Omit<OpenOptions, "token">;
type Handlers = Pick<OpenOptions, "onSuccess" | "onError" | "onExit">;
type Draft = Partial<OpenOptions>;
type Complete = Required<OpenOptions>;
type FromOpen = Parameters<AlterConnect["open"]>[0];
type Success = OpenOptions["onSuccess"];
const success: Success = onSuccess;

function launch({ campaign, ...rest }: Tracked): Promise<void> {
  console.log(campaign);
  return connect.open(rest);
}
function withToken(rest: WithoutToken): Promise<void> {
  return connect.open({ ...rest, token });
}
function complete(draft: Draft, handlers: Handlers): Complete {
  return { token, baseURL: "", onEvent: () => {}, onExit: () => {}, onError: () => {}, ...draft, ...handlers } as Complete;
}
function fromOpen(argument: FromOpen): number {
  return argument.token.length;
}
void launch({ token, onSuccess: success, campaign: "spring" });
void withToken({ onSuccess: (grants) => grants.map((grant) => grant.grant_id) });
void connect.open(complete({}, { onSuccess }));
void connect.open(new Launch(token));
void connect.open({ token, onSuccess: async () => {} });
fromOpen({ token, onSuccess });

// The bus hands over `any`: handlers of every type, and none, are taken, and so is every name.
const stop: () => void = connect.on("success", (grants) => console.log(grants[0].grant_id));
connect.on("success", (grants: Grant[]) => grants.length);
connect.on("error", (error) => console.log(error.details.reason));
connect.on("error", ({ code, message }: AlterError) => `${code}: ${message}`);
connect.on("exit", () => {});
connect.on("close", (...args: unknown[]) => args.length);
connect.on("event", (name: string, metadata: { timestamp: string }) => name + metadata.timestamp);
const names = ["success", "error", "exit"];
for (const name of names) connect.on(name, console.log);
connect.off("success", onSuccess);
stop();

// Values of every exported type, made and read.
const grant: Grant = {
  grant_id: "g",
  provider: "google",
  provider_name: "Google",
  account_identifier: "ada@example.com",
  timestamp: "2026-01-01T00:00:00Z",
  operation: "creation",
  scopes: [],
  status: "active",
  metadata: { account_email: "ada@example.com", anything: 1 },
};
grant.status = "pending";
grant.operation = "reauth";
const provider: Provider = { id: "google", name: "Google", description: "", category: "mail", logo_url: "" };
const failure: AlterError = { code: "x", message: "y", details: { z: 1 } };
console.log(grant.metadata?.account_display_name, provider.logo_url, failure.details);

// A hook and a stand-in, as apps have them.
let shared: AlterConnect | null = null;
export const useConnect = (): AlterConnect => (shared ??= AlterConnect.create());
export const fake: Pick<AlterConnect, "open" | "close" | "isOpen"> = {
  open: async (given: OpenOptions) => given.onSuccess([grant]),
  close: () => {},
  isOpen: () => false,
};
export const version: string = connect.getVersion();
connect.close();
connect.destroy();
