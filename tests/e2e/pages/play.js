// Plays a scenario that is in JavaScript alone.
import { play } from "../../pages/play.js";

const { theme, scenario } = /** @type {NonNullable<typeof run>} */ (run);
await play((await import(`../scenarios/${theme}.js`)).default.scenarios[scenario]);
