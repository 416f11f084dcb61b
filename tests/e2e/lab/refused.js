// Calls that are refused, and options that throw when they are looked at.
import { hosted } from "./stand_in.js";

export const getter = (name, more) =>
  Object.defineProperty({ ...more }, name, {
    get() {
      throw new Error("a getter of the app");
    },
    enumerable: true,
  });
const proxy = new Proxy(
  {},
  {
    get() {
      throw new Error("a proxy of the app");
    },
  },
);

/** What is called over and over, on a living instance and on a destroyed one. */
const refusals = (() => {
  const onSuccess = () => {};
  const good = { token: "token", baseURL: hosted, onSuccess };
  return {
    "open({})": (sdk) => sdk.open({}),
    "open() without onSuccess": (sdk) => sdk.open({ token: "token" }),
    "open() with a bad baseURL": (sdk) => sdk.open({ ...good, baseURL: "nonsense" }),
    "open() with a getter for the token": (sdk) => sdk.open(getter("token", { onSuccess })),
    "open() with a getter for onSuccess": (sdk) => sdk.open(getter("onSuccess", { token: "token" })),
    "open() with a proxy": (sdk) => sdk.open(proxy),
    "open() after destroy()": (_, destroyed) => destroyed.open(good),
    "close() after destroy()": (_, destroyed) => destroyed.close(),
    "on() after destroy()": (_, destroyed) => destroyed.on("close", onSuccess),
    "off() after destroy()": (_, destroyed) => destroyed.off("close", onSuccess),
    "isOpen() after destroy()": (_, destroyed) => destroyed.isOpen(),
    // @ts-expect-error: the types want a number.
    "create() with a bigint": () => AlterConnect.create({ closeGrace: 5n }),
    "create() with a getter": () => AlterConnect.create(getter("debug", { closeGrace: 1 })),
    "create() with a proxy": () => AlterConnect.create(proxy),
    // @ts-expect-error: it is private.
    "new AlterConnect()": () => new AlterConnect(),
  };
})();

/** Makes each refused call so many times; which codes came of it, by call. */
export function refuse(times) {
  const sdk = AlterConnect.create();
  const destroyed = AlterConnect.create();
  destroyed.destroy();
  return Promise.all(
    Object.entries(refusals).map(async ([name, call]) => {
      const codes = new Set();
      for (let time = 0; time < times; time++) {
        try {
          await call(sdk, destroyed);
          codes.add("none");
        } catch (error) {
          codes.add(error?.code ?? String(error));
        }
      }
      return [name, [...codes]];
    }),
  ).then(Object.fromEntries);
}
