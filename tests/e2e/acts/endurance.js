// In the lab.

/** Whole flows, then every act of an app so many times: what the app was told in the flows, and what was wrong. */
export async function flows({ acts, flow, playAct }, plays) {
  const told = new Set();
  for (let flows = 0; flows < 1500; flows++) told.add(await flow());
  for (const steps of Object.values(acts))
    for (let play = 0; play < plays; play++) for (const defect of (await playAct(steps)).defects) told.add(defect);
  return [...told];
}

export async function instances({ clear, flow, hear, options, settle, watch }) {
  for (let instances = 0; instances < 500; instances++) {
    const sdk = hear(watch("instance", AlterConnect.create()), []);
    if (instances % 2) {
      await sdk.open(options([]));
      await settle(1);
      sdk.close();
    }
    clear();
  }
  return await flow();
}

/** Long lists, of which nothing may be left. */
export async function longLists({ grant, granting, watch }) {
  for (let round = 0; round < 20; round++) {
    const list = Array.from({ length: 100_000 }, () => grant({ scopes: ["mail"], metadata: {} }));
    for (const item of list.slice(0, 50)) watch("item", item);
    const given = await granting(list);
    for (const item of given.slice(0, 50)) watch("grant", item);
  }
}

/** An instance that nobody has used gets ready when the page is idle, and is held until then. */
export const idle = () => new Promise((resolve) => requestIdleCallback(() => resolve(null)));

export const size = async ({ held, places }) => [await held(), places.size];

/** Leaves each kind of thing behind: the kinds that do not show. */
export async function leak({ flow, held, settle, text }) {
  await flow();
  const leaks = {
    listeners: () => window.addEventListener("message", () => {}),
    timers: () => setTimeout(() => {}, 2 ** 30),
    channels: () => new BroadcastChannel("leak"),
    locks: () => navigator.locks.request("leak", () => new Promise(() => {})),
    popups: () => window.open("about:blank", "leak"),
  };
  const unnoticed = [];
  for (const [kind, leak] of Object.entries(leaks)) {
    const before = await held();
    leak();
    await settle();
    const after = await held();
    const changed = Object.keys(after).filter((key) => text(after[key]) !== text(before[key]));
    if (text(changed) !== text([kind])) unnoticed.push(`${kind}: ${changed}`);
  }
  return unnoticed;
}

export const keepOptions = ({ watch }) => void (window.kept = watch("options", {}));
export const keepSmallObjects = () =>
  void (window.kept = Array.from({ length: 1500 }, () => ({ leak: new Array(16) })));
