import { connect } from "../pages/app.js";
import { record } from "../../pages/record.js";

export function connectTwice() {
  connect();
  connect();
}

/** Firefox runs timers while it opens a window; the others run it later. */
export function connectWhileTheWindowOpens() {
  setTimeout(connect);
  connect();
}

/** A flow of an instance of its own for each token. */
export const openAll = ({ tokens, baseURL }) =>
  tokens.forEach((token, index) =>
    AlterConnect.create().open({
      token,
      baseURL,
      onSuccess: (grants) => record("onSuccess", index, grants[0]?.grant_id),
      onExit: () => record("onExit", index),
    }),
  );

export const refuseStorage = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};

export const forbidStorage = () => {
  const get = () => {
    throw new DOMException("no", "SecurityError");
  };
  Object.defineProperty(window, "sessionStorage", { get });
};

export const forgetCryptoAndChannels = () => {
  Object.defineProperty(window, "crypto", { value: undefined });
  Reflect.deleteProperty(window, "BroadcastChannel");
};
