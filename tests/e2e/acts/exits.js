// What `cargo xtask exits` measures by.
import { popups, record } from "../../pages/record.js";

/** Records what the SDK has to go by, and when a popup says that it goes. */
export function watch() {
  let looksClosed = false;
  setInterval(() => {
    const popup = popups.at(-1);
    if (!popup || popup.closed === looksClosed) return;
    looksClosed = popup.closed;
    record(looksClosed ? "looks closed" : "looks open");
  }, 10);
  for (const change of ["focus", "blur"]) addEventListener(change, () => record(change));
  addEventListener("message", ({ data, source }) => {
    if (source === popups.at(-1) && data.closing) record("closing", data.closing);
  });
}
