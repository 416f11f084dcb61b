// What the page, its browser and its engine's stack do to the SDK: the next flow works.
import { theme } from "../harness.js";

const SUCCESS = "success grant-1 close";
const ENGINES = ["chromium", "firefox", "webkit"];

export default theme("lab with wasm", {
  "a function of the platform that throws": {
    engines: ENGINES,
    expects: [],
    async play({ ESSENTIAL, SPARE, lack }) {
      const defects = [];
      for (const path of [...SPARE, ...ESSENTIAL]) defects.push(...(await lack(path)));
      return defects;
    },
  },

  "a handler that calls close for ever": {
    engines: ENGINES,
    expects: [true, [], true, SUCCESS],
    async play({ flow, grant, granted, hear, held, message, options, settle, settled, text, uncaught, written }) {
      await flow();
      const before = text(await held());
      const told = [];
      const sdk = hear(AlterConnect.create(), told);
      let depth = 0;
      sdk.on("close", () => {
        depth++;
        sdk.close();
      });
      const { thrown } = await settled(() => sdk.close());
      await settled(() => sdk.open(options(told)));
      await settle();
      message(granted(grant()));
      await settle();
      const errors = [thrown, ...uncaught, ...written].filter((what) => what instanceof Error);
      // Firefox has a name of its own for it, and at the very end there is no room to say it.
      const strange = errors.filter((error) => error.code || !/^(Range|Internal)Error: ./.test(String(error)));
      return [depth > 500, strange.map(String), text(await held()) === before, await flow()];
    },
  },

  // The engine's stack ends in the middle of a call. The last flow of all may keep its listeners in Firefox and WebKit.
  "a handler that opens flows for ever": {
    engines: ENGINES,
    expects: [true, [], SUCCESS],
    async play({ flow, options, settle, written }) {
      await flow();
      const [sdks, errors, told] = /** @type {any[][]} */ ([[], [], []]);
      const onEvent = () => {
        const sdk = AlterConnect.create();
        sdks.push(sdk);
        sdk.isOpen();
        sdk.open(options(told, { onEvent })).catch((error) => errors.push(error));
      };
      onEvent();
      await settle();
      for (const sdk of sdks) sdk.destroy();
      await settle();
      const strange = [...errors, ...written].filter(
        (what) => what instanceof Error && !/^RangeError: .|^InternalError: too much recursion/.test(String(what)),
      );
      return [sdks.length > 100, strange.map(String), await flow()];
    },
  },
});
