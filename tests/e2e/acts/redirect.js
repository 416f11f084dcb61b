import { sdk } from "../pages/app.js";
import { record, recorder } from "../../pages/record.js";

/** Leaves the state of a redirect, as it was so many seconds ago. */
export function leave({ seconds = 0 } = {}) {
  const state = { timestamp: Date.now() - seconds * 1000, returnUrl: location.href };
  sessionStorage.setItem("alter_oauth_state", JSON.stringify(state));
}

/** The page stands as after a return with a grant. */
export function comeBack(left) {
  leave(left);
  const result = "alter_connect_success=true&grant_id=grant-1&provider=google&account_identifier=a";
  history.replaceState(null, "", `?${result}`);
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
