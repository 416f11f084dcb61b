import { popups, record } from "../../pages/record.js";

/**
 * Records the moment from which the first popup looks closed, and whether the page has the focus then. What happens on the
 * page at that moment happens without a word of the driver's, which would give it the focus: it does what `then` names, or is
 * busy for so many milliseconds, a moment later, so that it can still say what it saw.
 */
export function watchPopup({ busy = 0, then = "" } = {}) {
  const look = setInterval(() => {
    if (!popups[0]?.closed) return;
    clearInterval(look);
    record("page popup looks closed", document.hasFocus());
    if (then) window.act(then, "null");
    if (busy) setTimeout(() => work(busy), 100);
  }, 50);
}

function work(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** In a tab of its own. */
export const openApart = (url) => void window.open(url, "_blank", "noopener");
