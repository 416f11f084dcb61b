// What time it is. A page may have put a clock of its own in place of the browser's, as tests do, and that may fail.
import { attempt, enter } from "./values.js";

export const epoch = () => attempt(() => Date.now()) || 0;
export const monotonic = () => attempt(() => performance.now()) || 0;
export const iso = () => enter(attempt(() => new Date().toISOString()));
