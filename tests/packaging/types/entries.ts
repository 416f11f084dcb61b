// The entries beside the class, as an app uses them.
import type { Grant } from "alter-connect";
import { returnAddress } from "alter-connect/address";
import "alter-connect/element";
import { isAlterError } from "alter-connect/errors";
import { type Finding, diagnose, environment } from "alter-connect/preflight";
import { type UseAlterConnectOptions, useAlterConnect } from "alter-connect/react";
import { type MockConnect, mockConnect } from "alter-connect/testing";
import { emulateConnect } from "alter-connect/testing/playwright";
import { useAlterConnect as useInVue } from "alter-connect/vue";
import type { Page } from "@playwright/test";
import { type MouseEvent, createElement } from "react";
import { type GlobalComponents, computed, ref } from "vue";

// Errors.
export const codeOf = (error: unknown): string => (isAlterError(error, "exit", "popup_blocked") ? error.code : "none");
// @ts-expect-error: not before it is known to be one
export const wrongCode = (error: unknown): string => error.code;

// React.
const options: UseAlterConnectOptions = { token: async () => "t", onSuccess: (grants) => grants[0].grant_id };
export function Button() {
  const { open, close, status, grants, error } = useAlterConnect(options);
  const ids: string[] = grants.map(({ grant_id }) => grant_id);
  const code: string | undefined = error?.code;
  const state: "idle" | "waiting" | "open" | "done" = status;
  const retry = async (): Promise<Grant[]> => {
    const outcome = await open();
    return outcome.error ? [] : outcome.grants;
  };
  const pressed = (event: MouseEvent): void => event.preventDefault();
  return createElement("button", { onClick: open, onDoubleClick: close, onMouseDown: pressed, title: `${ids}${code}${state}${retry}` });
}
useAlterConnect({ connectUrl: "https://connect.example.com", onExit: () => {} });
// @ts-expect-error: neither token nor connectUrl
useAlterConnect({ onSuccess: () => {} });
// @ts-expect-error: one or the other
useAlterConnect({ token: "t", connectUrl: "https://connect.example.com" });
// @ts-expect-error: a misspelled callback
useAlterConnect({ token: "t", onCancel: () => {} });
useAlterConnect({ token: "t", owner: 7, debug: true, closeGrace: undefined, display: "redirect" });
// @ts-expect-error: no such way
useAlterConnect({ token: "t", display: "tab" });
// @ts-expect-error: a time is a number
useAlterConnect({ token: "t", closeGrace: "2 s" });
// @ts-expect-error: there is no such state
export const wrongState = (): boolean => useAlterConnect(options).status === "ready";

// Vue.
const token = ref("t");
const { open, status, grants } = useInVue({ token, onError: ({ code }) => code.length });
useInVue(() => ({ connectUrl: async () => token.value }));
useInVue(ref({ token: "t" }));
export const shown = computed(() => `${status.value} ${grants.value.length} ${open}`);
useInVue({ token, owner: computed(() => token.value), debug: ref(true), display: "popup" });
// @ts-expect-error: no such way
useInVue({ token, display: "tab" });
// @ts-expect-error: a ref of a number
useInVue({ token: ref(7) });

// The element.
const element = document.createElement("alter-connect");
element.connectUrl = async () => "https://connect.example.com";
element.sessionInit = { headers: { "x-csrf-token": "c" } };
element.addEventListener("alter-success", ({ detail }) => detail.grants[0].provider.length);
document.querySelector("alter-connect")?.addEventListener("alter-error", ({ detail }) => detail.error.docs);
element.sessionInit = () => ({ body: new FormData() });
element.display = "redirect";
// @ts-expect-error: no such way
element.display = "tab";
document.addEventListener("alter-success", ({ detail }) => detail.grants[0].grant_id);
window.addEventListener("alter-open", (event) => event.preventDefault());
document.addEventListener("alter-unclaimed", ({ detail }) => `${detail.owner} ${detail.grants[0].grant_id}`);
export const here: string = returnAddress();
// @ts-expect-error: grants come as an array
document.addEventListener("alter-success", ({ detail }) => detail.grants.grant_id);
// @ts-expect-error: a number is no token
element.token = 7;
// @ts-expect-error: an exit brings nothing
element.addEventListener("alter-exit", ({ detail }) => detail.grants);

// The element in templates.
export const inTemplate: InstanceType<GlobalComponents["alter-connect"]>["$props"] = {
  "session-url": "/api/session",
  owner: 7,
  display: "auto",
  connectUrl: async () => "https://connect.example.com",
  config: { debug: true },
  onAlterSuccess: ({ detail }) => detail.grants[0].grant_id,
};
// @ts-expect-error: no address is a number
export const wrongInTemplate: InstanceType<GlobalComponents["alter-connect"]>["$props"] = { "session-url": 7 };

// Testing.
export async function test(page: Page): Promise<string> {
  const alter: MockConnect = mockConnect();
  await alter.grant([{ account_identifier: "ada@example.com" }]);
  alter.returnWith({ error: "connect_denied" });
  // @ts-expect-error: a grant has no such field
  await alter.grant([{ account: "ada@example.com" }]);
  const emulated = await emulateConnect(page, { script: { outcome: "deny" } });
  emulated.script = null;
  // @ts-expect-error: no such outcome
  emulated.script = { outcome: "explode" };
  return (await emulated.poll()).status;
}

// Preflight.
export const mode: "popup" | "redirect" | "none" = environment("redirect").mode;
export const findings: Promise<Finding[]> = diagnose({ token: "t", allowedOrigin: "https://app.example.com", display: "popup" });
// @ts-expect-error: no such fact
void diagnose({ apiKey: "k" });
