import { sdk, withOptions } from "../pages/app.js";
import { popups, record } from "../../pages/record.js";

/** @type {(value: any) => void} */
let give = () => {};
/** @type {(reason: any) => void} */
let fail = () => {};

/** The token comes later. */
export const wait = (baseURL) =>
  withOptions(() => {
    const token = new Promise((resolve, reject) => {
      give = resolve;
      fail = reject;
    });
    return { token, baseURL };
  });

export const arrive = (value) => give(value);
export const fails = () => fail(new Error("the backend is down"));

/** The waiting page is of the app's origin: here, a call of the window's can be seen. */
export const watchFocus = () => {
  const [popup] = popups;
  if (popup) popup.focus = () => record("page popup focused");
};

export const close = () => sdk.close();
