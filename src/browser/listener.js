// A busy page hears many messages of other windows. They end here, before wasm is called; what comes through is checked
// there. A message without a source may be our popup's: it has closed since.
import { enter, value } from "./values.js";

export const filter = (callback, popup, debug) => {
  const hear = value(callback);
  const ours = value(popup);
  return enter((event) => {
    const { source } = event;
    if (!source || source === ours || debug) hear(event);
  });
};
