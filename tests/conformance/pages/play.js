import { play } from "../../pages/play.js";

const { theme, scenario } = /** @type {NonNullable<typeof run>} */ (run);
const { scenarios } = (await import(`../scenarios/${theme}.js`)).default;

// Ours is played with its wasm there from the start in one engine, and compiled by the first call that needs it in the others.
const isReturn = location.search.includes("alter_connect_");
const prepare = () =>
  AlterConnect.create()
    // @ts-expect-error: it is refused.
    .open({})
    .catch(() => {});
await play(scenarios[scenario], navigator.userAgent.includes("Firefox") && !isReturn ? prepare : undefined);
