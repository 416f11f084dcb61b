import { sdk } from "../pages/app.js";
import { record, recorder } from "../../pages/record.js";

/** Leaves the state of a redirect, as it was so many seconds ago. */
export function leave({ seconds = 0 } = {}) {
  const state = { timestamp: Date.now() - seconds * 1000, returnUrl: location.href };
  sessionStorage.setItem("alter_oauth_state", JSON.stringify(state));
}

const showResult = () =>
  history.replaceState(null, "", "?alter_connect_success=true&grant_id=grant-1&provider=google&account_identifier=a");

/** The page stands as after a return with a grant. */
export function comeBack(left) {
  leave(left);
  showResult();
}

/** Flows that end while the page is on its way to a Connect page that does not answer; then, an address that anyone crafted. */
export async function endBeforeLeaving(options) {
  const state = () => sessionStorage.getItem("alter_oauth_state") !== null;
  const ways = {
    // As a flow of another instance's that opens its popup; this click's popup is spent.
    popup: () => dispatchEvent(new Event("alter_connect_open")),
    abort: (_, controller) => controller.abort(new Error("changed my mind")),
    close: (connect) => connect.close(),
    destroy: (connect) => connect.destroy(),
  };
  for (const [name, end] of Object.entries(ways)) {
    const connect = AlterConnect.create();
    const controller = new AbortController();
    let settled = false;
    const endNow = () => {
      record(`on its way, ${name}`, settled, state());
      end(connect, controller);
    };
    const onEvent = () => void setTimeout(endNow);
    const outcome = connect.connect({ ...options, signal: controller.signal, onEvent }).then(
      () => "granted",
      (error) => error.code ?? error.message,
    );
    outcome.then(() => (settled = true));
    record(`ended by ${name}`, await outcome, state());
    // The page may go all the same for a moment; then it has stayed.
    while (state()) await new Promise((resolve) => setTimeout(resolve, 100));
    showResult();
    record(`taken after ${name}`, await AlterConnect.create().takeRedirectResult());
  }
}

/** An app that cleans up, or is clicked again, when an event says that the page goes. */
export const callAsItGoes = ({ event, method }) =>
  addEventListener(event, () => sdk[method]({ token: new Promise(() => {}), onSuccess() {} }));

/** As an effect that runs twice: what the first asked for is left to the second. */
export async function takeAndDestroy() {
  const first = AlterConnect.create();
  const ignored = first.takeRedirectResult();
  first.destroy();
  const second = /** @type {any} */ (await AlterConnect.create().takeRedirectResult());
  record("taken", await ignored, second?.grants?.length);
}

/** Instances with a listener each. */
export const listen = ({ instances }) => {
  const all = Array.from({ length: instances }, () => AlterConnect.create());
  for (const instance of all) instance.on("success", recorder("bus success"));
};

/** The page's own instance, which has listeners, is gone when another takes note of the return. */
export function createWithoutListeners() {
  sdk.destroy();
  AlterConnect.create();
}

export function fillStorage() {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
}

/** Time passes after a return that nobody has asked about. */
export function keepFor({ seconds }) {
  AlterConnect.create();
  const later = Date.now() + seconds * 1000;
  Date.now = () => later;
}

/** The app's own origin answers with a page that is silent. */
export const openNext = () =>
  void AlterConnect.create().open({
    token: "next",
    baseURL: location.origin,
    onSuccess: recorder("onSuccess"),
    onEvent: recorder("onEvent"),
  });

export async function takeTwice() {
  const connect = AlterConnect.create();
  const promise = connect.takeRedirectResult();
  const first = /** @type {any} */ (await promise);
  const again = await connect.takeRedirectResult();
  record("taken", typeof promise?.then, first?.grants?.length, again);
}

export const watchRestoration = () =>
  addEventListener("pageshow", ({ persisted }) => persisted && record("page restored"));
