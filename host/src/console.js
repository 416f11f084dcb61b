// The console. Nothing written to it has an address or a token in it.
import { current } from "./machine.js";
import { WORDS } from "./tables.js";
import { attempt } from "./values.js";

const PREFIX = "[Alter Connect]";

export const report = (...lines) => {
  attempt(() => console.error(PREFIX, ...lines));
};
/** A line for the developer who asked for `debug`, of the instance of now. */
export const note = (line, { debug } = current) => {
  if (debug) attempt(() => console.log(PREFIX, line));
};
export const say = (word) => note(WORDS[word]);
