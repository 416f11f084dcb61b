// The popup of a flow: opened, prepared, sent, looked at, closed; and what the page hears meanwhile.
import { note } from "./console.js";
import { looksClosed } from "./facts.js";
import { current, hearing } from "./machine.js";
import { stamped } from "./page.js";
import { closeRelay } from "./relay.js";
import {
  FOCUS,
  LOOK,
  MESSAGE,
  PAGE_HIDE,
  PAGE_SHOW,
  RELAY,
  RESULT,
  STATE,
  TAKEN_OVER,
  TOKEN,
  WORDS,
} from "./tables.js";
import { attempt, enterSome, value } from "./values.js";

const SIGNALS = {
  message: MESSAGE,
  focus: FOCUS,
  pagehide: PAGE_HIDE,
  pageshow: PAGE_SHOW,
  alter_connect_open: TAKEN_OVER,
};

const NAME = "alter_oauth_popup";

/** How many flows have asked for a window. */
let asked = 0;

/**
 * In the middle of the opener's window. The name finds a popup that is open already, which goes to the blank page soon. A
 * page that is such a popup itself opens another one, and does not find itself or its opener.
 */
export const openPopup = (direct) => {
  const { flow } = current;
  flow.asked = ++asked;
  flow.popup = window.open(
    direct ? flow.address.href : "about:blank",
    window.name.startsWith(NAME) ? window.name + "_" : NAME,
    `width=500,height=700,left=${screenX + outerWidth / 2 - 250},top=${screenY + outerHeight / 2 - 350},resizable=yes,scrollbars=yes,status=yes`,
  );
  return enterSome(flow.popup);
};
export const closePopup = (popup) => value(popup).close();
export const focusPopup = () => current.flow.popup.focus();
export const losePopup = () => {
  current.flow.popup = undefined;
};
export const sendPopup = () => current.flow.popup.location.replace(current.flow.address.href);

/** A window that is closed or severed shows nothing. A test's stand-in may have no `location`; it counts as blank. */
export const isBlank = () => {
  const { popup } = current.flow;
  return +(!popup.closed && (!popup.location || popup.location.href === "about:blank"));
};
export const preparePopup = () => {
  const { popup, nonce } = current.flow;
  attempt(() => {
    const { sessionStorage } = popup;
    // The browser has copied ours into it.
    sessionStorage.removeItem(WORDS[STATE]);
    sessionStorage.removeItem(WORDS[RESULT]);
    if (nonce) sessionStorage.setItem(WORDS[RELAY], stamped({ nonce }));
  });
  const { document } = popup;
  document.documentElement.lang = "en";
  document.body.style.cssText = "color-scheme:light dark;font:16px system-ui;margin:45vh 0;text-align:center";
  document.title = document.body.textContent = "Connecting…";
};

export const listen = () => {
  const { flow } = current;
  const hear = hearing();
  flow.listener = (event) => hear(SIGNALS[event.type], event);
  for (const event in SIGNALS) attempt(() => addEventListener(event, flow.listener));
};
/** 1: of the origin that the flow shows. 2: of its popup. 4: without a source. */
export const sender = (event) => {
  const { origin, source } = value(event);
  const { address, popup } = current.flow;
  return (origin === address?.origin ? 1 : 0) | (source && source === popup ? 2 : 0) | (source ? 0 : 4);
};
export const takeOver = () => {
  const { flow } = current;
  // Firefox handles other events while a window opens: another flow has found this one by its name, and may have sent it away.
  if (flow.asked < asked) flow.popup.location.replace("about:blank");
  dispatchEvent((flow.takeOver = new Event("alter_connect_open")));
};
export const tookOver = (event) => +(current.flow.takeOver === value(event));

// By its type, or by name where there is nothing to it; never by value.
const kindOf = (value) => (value === "" ? "an empty string" : value && typeof value);
export const ask = (source) => {
  const hear = hearing();
  const from = value(source);
  new Promise((resolve) => resolve(typeof from === "function" ? from() : from)).then(
    (token) => hear(TOKEN, token && typeof token === "string" ? token : { reason: `It gave ${kindOf(token)}.` }),
    (reason) => hear(TOKEN, { reason }),
  );
};
export const wake = (milliseconds) => {
  const { flow } = current;
  const hear = hearing();
  attempt(() => window.clearTimeout(flow.timer));
  flow.timer = attempt(() => window.setTimeout(() => hear(LOOK), milliseconds));
};
export const release = (event, content) => {
  const { flow } = current;
  if (!flow) return;
  for (const type in SIGNALS) attempt(() => removeEventListener(type, flow.listener));
  attempt(() => window.clearTimeout(flow.timer));
  attempt(closeRelay);
  const { code, length } = value(content) ?? {};
  const why = code ?? length ?? (looksClosed(flow.popup) ? "the popup is closed" : "");
  attempt(() => flow.popup.close());
  current.flow = undefined;
  if (event >= 0) note([WORDS[event] || "closed by the app", why].join(" "));
};
