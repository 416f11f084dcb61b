import { record } from "../../pages/record.js";

/** What calls that need no wasm give, and how often it was compiled for them. */
export function callWithoutWasm() {
  const before = window.compiled.length;
  const other = AlterConnect.create({ closeGrace: 1 });
  const off = other.on("success", () => {});
  off();
  other.off("exit", () => {});
  const values = [other.isOpen(), other.getVersion()];
  other.destroy();
  return [...values, window.compiled.length - before];
}

/** The codes of an instance that was destroyed before there was any wasm. */
export function callAfterDestroy() {
  const other = AlterConnect.create();
  other.destroy();
  const handler = () => {};
  const calls = [
    () => other.on("exit", handler),
    () => other.off("exit", handler),
    () => other.isOpen(),
    () => other.close(),
  ];
  return calls.map((call) => {
    try {
      call();
      return "none";
    } catch ({ code }) {
      return code;
    }
  });
}

/** What an instance without wasm does when it is closed and destroyed. */
export function destroyWithoutWasm() {
  const other = AlterConnect.create();
  const off = other.on("close", () => {});
  const settled = other.connect({ token: "token" }).then(
    () => "grants",
    ({ code }) => code,
  );
  other.close();
  other.destroy();
  other.destroy();
  off();
  try {
    other.isOpen();
  } catch ({ code }) {
    settled.then((settled) => record("page destroyed", settled, code));
  }
}

export { leave } from "./redirect.js";
