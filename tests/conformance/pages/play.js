// Plays the scenario that the server has chosen: `play` on a click, `back` when the page is loaded for the second time.
import { note, pause } from "../harness.js";

const { theme, scenario, load } = /** @type {NonNullable<typeof run>} */ (run);
const { scenarios } = (await import(`../scenarios/${theme}.js`)).default;
const { play, back } = scenarios[scenario];

if (load === 1) {
  const clicked = new Promise((resolve) => {
    document.querySelector("#play")?.addEventListener("click", resolve, { once: true });
  });
  note("page ready");
  await clicked;
} else {
  note("page ready");
}
note("page started");

// Ours is played with its wasm there from the start in one engine, and compiled by the first call that needs it in the others.
const returns = location.search.includes("alter_connect_");
if (navigator.userAgent.includes("Firefox") && !returns) {
  await AlterConnect.create()
    // @ts-expect-error: it is refused.
    .open({})
    .catch(() => {});
}
try {
  await (load === 1 ? play : back)();
  for (let turn = 0; turn < 3; turn++) await pause();
  note("page finished");
} catch (error) {
  note("page failed", String(error));
}
