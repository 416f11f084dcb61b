// The popup's place, and what it shows until the Connect page comes.
import { attempt, enter, value } from "./values.js";

// In the middle of the opener's window.
export const features = () =>
  enter(
    `width=500,height=700,left=${screenX + outerWidth / 2 - 250},top=${screenY + outerHeight / 2 - 350},resizable=yes,scrollbars=yes,status=yes`,
  );

// Whether our blank page is there: in a popup that is used again, it takes a moment. A test's stand-in may have no
// `location`; it counts as blank.
export const isBlank = (popup) => {
  const { location } = value(popup);
  return !location || attempt(() => location.href) === "about:blank";
};

const STYLE =
  "color-scheme:light dark;display:grid;place-items:center;height:100vh;margin:0;font:16px system-ui";

export const showWaitingPage = (popup) => {
  attempt(() => {
    const { document } = value(popup);
    document.title = "Connecting…";
    document.documentElement.lang = "en";
    document.body.style.cssText = STYLE;
    document.body.textContent = "Connecting…";
  });
};
