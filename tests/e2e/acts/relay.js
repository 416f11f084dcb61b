import { sdk } from "../pages/app.js";

export { watchPopup } from "./coop.js";

export const close = () => sdk.close();

/** Such a page is there and answers nothing. Few browsers keep one, so the event is made here. */
export const goToTheCache = () => void dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
