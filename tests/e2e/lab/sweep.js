// Plays whole scenarios again and again, and each time lets another call of an import of the wasm throw.
import { fault, held, letGo, native, text, timers, uncaught, watch } from "./ledger.js";
import {
  SUCCESS,
  clear,
  closePopup,
  comeBack,
  device,
  flow,
  grant,
  granted,
  hangs,
  hear,
  hosted,
  message,
  options,
  phone,
  popup,
  settle,
  settled,
  until,
} from "./stand_in.js";

/** What an app does, step by step. A step may fail; an app goes on with the next. */
/** @type {Record<string, ((app: any) => unknown)[]>} */
export const acts = {
  "a late token and a result": [
    (app) => app.create({ debug: true }),
    (app) =>
      app.open({
        token: new Promise((resolve) => {
          app.give = resolve;
        }),
      }),
    (app) => app.give?.("token"),
    () => message({ type: "noise" }),
    () => message(granted(null, watch("grant", grant({ scopes: ["mail", 5], metadata: { a: 1 } })))),
  ],
  "an error": [
    (app) => app.create(),
    (app) => app.open({ connectUrl: () => `${hosted}/sdk/oauth/connect#session=token` }),
    () => message(watch("message", { type: "alter_connect_error", error: "denied", error_description: "No." })),
  ],
  "a token that never comes": [
    (app) => app.create(),
    (app) => {
      const token = Promise.reject(new Error("no backend"));
      token.catch(() => {});
      return app.open({ token });
    },
  ],
  "the user closes the popup": [(app) => app.create(), (app) => app.open(), () => closePopup()],
  "the user closes the popup and clicks again": [
    (app) => app.create(),
    (app) => app.open(),
    (app) => app.open(),
    () => popup()?.close(),
    (app) => app.open(),
    () => message(granted(grant())),
  ],
  "two instances": [
    (app) => app.create(),
    (app) => app.open(),
    (app) => {
      app.other = hear(AlterConnect.create(), app.told);
    },
    (app) => app.other?.open(options(app.told)),
    () => window.dispatchEvent(new Event("focus")),
    () => message(granted(grant())),
    // Where the other's click has failed, the first flow is left with a popup that closed.
    () => closePopup(),
  ],
  "close and destroy": [
    (app) => app.create(),
    (app) => app.open(),
    (app) => app.sdk?.close(),
    (app) => app.open(),
    (app) => app.sdk?.off("close", app.handler),
    (app) => app.sdk?.destroy(),
  ],
  "refused calls": [
    (app) => app.create(),
    (app) => app.sdk?.open({}),
    (app) => app.open({ baseURL: "nonsense" }),
    (app) => app.sdk?.destroy(),
    (app) => app.sdk?.close(),
    (app) => app.sdk?.isOpen(),
    (app) => app.open(),
  ],
  "a redirect out and back": [
    () => device(phone),
    (app) => app.create(),
    (app) => app.open(),
    () => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })),
    () => comeBack(),
    (app) => app.create(),
    (app) => app.sdk?.takeRedirectResult(),
    () => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  ],
  "the relay": [
    (app) => app.create(),
    (app) => app.open(),
    // The popup's nonce is in its own storage; an opener that leaves it in this page's has done so already.
    () => {
      const nonce = popup()?.sessionStorage?.getItem("alter_connect_relay");
      if (nonce) sessionStorage.setItem("alter_connect_relay", nonce);
    },
    () => comeBack(),
    (app) => {
      app.other = elsewhere().create();
    },
    () => settle(4),
    // A page that came home waits a moment for the opener's word.
    (app) => until(() => timers.size === 0 || app.sdk?.isOpen(), 300),
    // Where the relay has failed, the user is left with a popup.
    () => closePopup(),
  ],
};

/** The SDK of another page: a page comes home once. Its pauses are short. */
function elsewhere() {
  const module = { exports: {} };
  new Function("module", "exports", "setTimeout", source)(module, module.exports, (callback) => setTimeout(callback));
  return module.exports;
}
let source;
native
  .fetch("sdk.js")
  .then((response) => response.text())
  .then((text) => {
    source = text;
  });

class App {
  /** @type {any} */
  other;
  told = [];
  handler = () => {};
  create(config) {
    this.sdk = hear(watch("instance", AlterConnect.create(config)), this.told);
    this.sdk.on("close", watch("handler", this.handler));
  }
  open(more) {
    return this.sdk?.open(options(this.told, more));
  }
}

/** Whether it is an error of the SDK's that says what is wrong; one for a trap has it as its cause. */
const isOurs = (one, trap) =>
  one instanceof Error &&
  typeof one.code === "string" &&
  one.message.length > 20 &&
  (one.code !== "internal_error" || one.details.cause === trap);

const FAULTS = {
  exception: () => new Error("thrown by an import"),
  trap: () => new WebAssembly.RuntimeError("unreachable"),
};

/**
 * Plays an act, with a fault at its `at`-th call of an import if there is one: what went wrong, and where (null: there
 * were fewer calls).
 */
export async function playAct(steps, error, at) {
  const before = text(await held());
  const app = new App();
  const seen = [];
  Object.assign(fault, { at, calls: 0, error, place: null });
  for (const step of steps) {
    const { thrown } = await settled(() => step(app));
    if (thrown) seen.push(thrown);
    await settle(1);
  }
  const { place } = fault;
  fault.error = null;
  let after = text(await held());
  if (after !== before) {
    await settle(8);
    after = text(await held());
  }
  seen.push(...uncaught);

  const defects = [];
  if (after !== before) defects.push(`held: ${after}, before: ${before}`);
  if (seen.includes(hangs)) defects.push("a call hangs");
  const strange = seen.filter((one) => one !== error && one !== hangs && !isOurs(one, error));
  if (strange.length) defects.push(`the app sees ${strange.join(", ")}`);
  const told = [...app.told, ...seen.map((one) => one?.code ?? String(one))].join(" ");
  // Where the app does not see a trap, it has done no harm.
  const hidden = place && error instanceof WebAssembly.RuntimeError && !told.includes("internal_error");
  if (defects.length || place) {
    // What is left must not be held against the next.
    for (const sdk of [app.sdk, app.other]) await settled(() => sdk?.destroy());
    letGo();
    clear();
    const next = await flow();
    if (next !== SUCCESS) defects.push(`the next flow: ${next}`);
  }
  clear();
  return { defects, place, told, hidden };
}

/** Plays every act with a fault at every `step`-th call, and in the end without. */
export async function sweep(kind, step = 1) {
  // Whatever is made once is there.
  await flow();
  clear();
  /** @type {any} */
  const result = { calls: {}, told: {}, defects: [] };
  for (const [name, steps] of Object.entries(acts)) {
    const unseen = [];
    for (let at = 0, done = false; !done; at += step) {
      const { defects, place, told, hidden } = await playAct(steps, FAULTS[kind](), at);
      if (hidden) unseen.push([at, place, told]);
      for (const defect of defects) result.defects.push(`${name}, call ${at} (${place}): ${defect}`);
      done = !place;
      result[done ? "told" : "calls"][name] = done ? told : at + 1;
    }
    for (const [at, place, told] of unseen) {
      if (told !== result.told[name])
        result.defects.push(`${name}, call ${at} (${place}): unseen, the app is told ${told}`);
    }
  }
  return result;
}
