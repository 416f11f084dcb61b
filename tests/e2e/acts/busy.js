import { popups } from "../../pages/record.js";

/** In so many tasks of so many milliseconds, one after the other. */
function work(tasks, milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  if (tasks > 1) setTimeout(work, 0, tasks - 1, milliseconds);
}

/** Lets the popup finish, and is busy while it does. */
export const workWhileItFinishes = ({ tasks, milliseconds }) => {
  // By then the popup has the focus again.
  setTimeout(() => {
    popups.at(-1)?.postMessage("finish", "*");
    work(tasks, milliseconds);
  }, 500);
};
