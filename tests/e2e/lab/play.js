// Plays in the lab what it is told to: the scenario itself, a function of the lab, or one of the theme's file in `acts`.
import { record } from "../../pages/record.js";
import * as lab from "./lab.js";

const { theme, scenario, acts } = /** @type {NonNullable<typeof run>} */ (run);
const own = acts
  ? await import(`../acts/${theme}.js`)
  : (await import(`../scenarios/${theme}.js`).catch(() => undefined))?.default.scenarios[scenario];
const programs = { ...lab, ...own };

/** Whoever waits reads the log: a driver that asks the page has timers in it. */
window.act = (name, argument) => {
  const played = async () => programs[name](...(name in lab ? JSON.parse(argument) : [lab, ...JSON.parse(argument)]));
  played().then(
    (value) => record("played", value),
    (error) => record("failed", `${error}\n${error?.stack}`),
  );
};
record("page ready");
