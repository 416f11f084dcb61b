import { returnAddress } from "alter-connect/address";

// What every page has: a session that goes as the test says, a log, and what the console was told.
const lines = [];

Object.assign(window, { lines, script: {} });
for (const level of ["error", "warn"]) console[level] = (...values) => lines.push(`console: ${values.join(" ")}`);
addEventListener("error", ({ message }) => lines.push(`uncaught: ${message}`));
addEventListener("unhandledrejection", ({ reason }) => lines.push(`unhandled: ${reason}`));

export const log = (line) => void lines.push(line);

export async function newConnectUrl(return_url = returnAddress()) {
  if (!window.script) throw new Error("no session today");
  const response = await fetch("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ return_url, emulator: window.script }),
  });
  return (await response.json()).connect_url;
}
