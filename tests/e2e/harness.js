// What a scenario that is played in JavaScript alone works with.
import { popups } from "../pages/record.js";

export { newSession } from "../pages/session.js";

export { popups };

/** The latest. */
export const popup = () => /** @type {Window} */ (popups.at(-1));

/**
 * @typedef {object} Scenario
 * @property {unknown} expects What `play` has to give, as JSON carries it.
 * @property {string[]} [engines] Where engines differ in what it is about, those that play it; default: Chromium.
 * @property {(lab: typeof import("./lab/lab.js")) => unknown} play What the page does, in a click; in the lab, it gets the
 *   lab.
 */

/**
 * The scenarios of one theme, by name.
 *
 * @param {"page" | "lab" | "lab with wasm"} stage Where they play: on a page with a button, or in the lab, where the popup is
 *   a stand-in. Some look into the wasm: the build without it does not play them.
 * @param {Record<string, Scenario>} scenarios
 */
export const theme = (stage, scenarios) => ({ stage, scenarios });

export const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Options of a flow on a page that is silent: the app's own origin answers everything with "not found". */
export const silent = (more) => ({ token: "a", baseURL: location.origin, onSuccess() {}, ...more });
