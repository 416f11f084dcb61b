// What must not compile.
import AlterConnect, { type AlterConnectConfig, type Grant, type OpenOptions } from "@alter-ai/connect";

const connect = AlterConnect.create();
const onSuccess = (grants: Grant[]): void => void grants;

// @ts-expect-error: the constructor is private
new AlterConnect();
// @ts-expect-error: no such setting
AlterConnect.create({ verbose: true });
// @ts-expect-error: a number is no boolean
AlterConnect.create({ debug: 1 });
// @ts-expect-error: leave it out instead (exactOptionalPropertyTypes)
export const config: AlterConnectConfig = { debug: undefined };
// @ts-expect-error: no options
void connect.open();
// @ts-expect-error: neither token nor connectUrl
void connect.open({ onSuccess });
// @ts-expect-error: onSuccess is missing
void connect.open({ token: "t" });
// @ts-expect-error: onSuccess is missing
void connect.open({ connectUrl: "https://connect.example.com/#session=t" });
// @ts-expect-error: the token is no number
void connect.open({ token: 7, onSuccess });
// @ts-expect-error: a promise of a number
void connect.open({ token: Promise.resolve(7), onSuccess });
// @ts-expect-error: a backend may have none to give
void connect.open({ token: async (): Promise<string | undefined> => undefined, onSuccess });
// @ts-expect-error: one or the other
void connect.open({ token: "t", connectUrl: "https://connect.example.com", onSuccess });
// @ts-expect-error: connectUrl has its own origin
void connect.open({ connectUrl: "https://connect.example.com", baseURL: "https://other.example.com", onSuccess });
// @ts-expect-error: a misspelled callback
void connect.open({ token: "t", onSuccess, onCancel: () => {} });
// @ts-expect-error: grants come as an array
void connect.open({ token: "t", onSuccess: (grant: Grant) => void grant });
// @ts-expect-error: OpenOptions is what the reference's is: a token in hand
export const late: OpenOptions = { token: Promise.resolve("t"), onSuccess };
// @ts-expect-error: a handler is a function
connect.on("success", 7);
// @ts-expect-error: off needs the handler
connect.off("success");
// @ts-expect-error: a grant has no such status
export const status: Grant["status"] = "gone";
// @ts-expect-error: the first grant may be missing (noUncheckedIndexedAccess)
void connect.open({ token: "t", onSuccess: (grants) => grants[0].grant_id });
// @ts-expect-error: it is a promise
connect.takeRedirectResult().grants;
// @ts-expect-error: there may be no result
void connect.takeRedirectResult().then((result) => result.grants);

// @ts-expect-error: neither token nor connectUrl
void connect.connect({});
// @ts-expect-error: one or the other
void connect.connect({ token: "t", connectUrl: "https://connect.example.com" });
// @ts-expect-error: it is a promise of the outcome: there are no callbacks
void connect.connect({ token: "t", onSuccess });
// @ts-expect-error: a signal, not its controller
void connect.connect({ token: "t", signal: new AbortController() });
// @ts-expect-error: a list of grants, not one
void connect.connect({ token: "t" }).then((grants) => grants.grant_id);
// @ts-expect-error: a misspelled field
connect.on("success", (grants) => grants[0].grantId);
// @ts-expect-error: an error has no such field
connect.on("error", (error) => error.status);
// @ts-expect-error: an exit brings nothing
connect.on("exit", (grants) => grants.length);
