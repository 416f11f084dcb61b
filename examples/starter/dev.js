// Everything on this machine: the emulator in Alter's place, the app's backend, and the page with Vite. With --backend the
// page is left to another app. With ALTER_API_KEY in the environment, the backend talks to Alter instead.
import { startEmulator } from "alter-connect-emulator";
import { createServer } from "vite";
import { refused } from "./server/port.js";

process.env.APP_ORIGIN ??= "http://localhost:5173";

if (!process.env.ALTER_API_KEY) {
  const emulator = await startEmulator();
  process.env.ALTER_BASE_URL = emulator.baseURL;
  process.env.ALTER_API_KEY = emulator.apiKey;
  console.log(`The emulator plays Alter at ${emulator.baseURL}.`);
}

const { startBackend } = await import("./server/main.js");
console.log(`The backend is at ${await startBackend()}, for the page at ${process.env.APP_ORIGIN}.`);

if (!process.argv.includes("--backend")) {
  const { hostname, port } = new URL(process.env.APP_ORIGIN);
  const vite = await createServer({ server: { host: hostname, port: Number(port), strictPort: true } });
  const another = `APP_ORIGIN=http://${hostname}:${Number(port) + 1}`;
  await vite.listen().catch(refused("page", port, another));
  console.log(`Open ${process.env.APP_ORIGIN}. Ctrl-C stops everything.`);
}
