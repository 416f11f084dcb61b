// Plays the scenario that the server has chosen.
import { record } from "./record.js";

const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * At the page's first load `play`, on a click on #play; at its second, when the user comes back from a redirect, `back`.
 *
 * @param {{ play: () => unknown, back?: () => unknown }} scenario
 * @param {() => unknown} [before]
 */
export async function play(scenario, before) {
  const isBack = run?.load === 2;
  const clicked = new Promise((resolve) => {
    document.querySelector("#play")?.addEventListener("click", resolve, { once: true });
  });
  record("page ready");
  if (!isBack) await clicked;
  record("page started");
  await before?.();
  try {
    const given = await (isBack ? scenario.back?.() : scenario.play());
    for (let turn = 0; turn < 3; turn++) await pause();
    record("page finished", given);
  } catch (error) {
    record("page failed", `${error}\n${error?.stack}`);
  }
}
