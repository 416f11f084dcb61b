import { popups, record } from "../../pages/record.js";

/**
 * Records the moment from which the first popup looks closed, and whether the page has the focus then. The page is busy from
 * a moment later on, for so many milliseconds: it can still say what it saw, and no word of the driver's gives it the focus.
 */
export function watchPopup({ busy = 0 } = {}) {
  const look = setInterval(() => {
    if (!popups[0]?.closed) return;
    clearInterval(look);
    record("page popup looks closed", document.hasFocus());
    if (busy) setTimeout(() => work(busy), 100);
  }, 50);
}

function work(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** In a tab of its own. */
export const openApart = (url) => void window.open(url, "_blank", "noopener");
