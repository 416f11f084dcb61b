import { withOptions } from "../pages/app.js";
import { popups, record } from "../../pages/record.js";
import { watchPopup } from "./coop.js";

/** Sessions one after the other. */
export const useTokens = ({ tokens, baseURL }) => withOptions(() => ({ token: tokens.shift(), baseURL }));

export const openElsewhere = () => void window.open("about:blank", "_blank", "noopener,width=400,height=300");

/** Records when the next popup looks closed, and when the page has the focus after that. */
export function watch() {
  popups.length = 0;
  watchPopup();
  addEventListener("focus", () => popups[0]?.closed && record("page focused again"));
}
