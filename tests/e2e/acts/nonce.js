import { sdk } from "../pages/app.js";
import { recorder } from "../../pages/record.js";

export { watchPopup } from "./coop.js";

/** Like a tab that is duplicated, a window that a page opens gets a copy of its session storage. */
export const openTab = (url) => void window.open(url, "_blank");

/** A page that crashes cleans nothing up. */
export const crash = () => {
  Storage.prototype.removeItem = () => {};
};

export const take = () => void sdk.takeRedirectResult().then(recorder("taken"));
