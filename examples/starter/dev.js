// Everything on this machine: the emulator in Alter's place, the app's backend, and the page with Vite. With --backend the
// page is left to another app. With ALTER_API_KEY in the environment, the backend talks to Alter instead.
import { once } from "node:events";
import { startEmulator } from "alter-connect-emulator";
import { createServer } from "vite";

process.env.APP_ORIGIN ??= "http://localhost:5173";
const { hostname, port } = new URL(process.env.APP_ORIGIN);

if (!process.env.ALTER_API_KEY) {
  const emulator = await startEmulator();
  process.env.ALTER_BASE_URL = emulator.baseURL;
  process.env.ALTER_API_KEY = emulator.apiKey;
  console.log(`The emulator plays Alter at ${emulator.baseURL}.`);
}

const { server } = await import("./server/main.js");
server.listen(Number(process.env.BACKEND_PORT ?? 8000), "127.0.0.1");
await once(server, "listening");
console.log(`The backend is at http://127.0.0.1:${server.address().port}, for the page at ${process.env.APP_ORIGIN}.`);

if (!process.argv.includes("--backend")) {
  const vite = await createServer({ server: { host: hostname, port: Number(port), strictPort: true } });
  await vite.listen();
  console.log(`Open ${process.env.APP_ORIGIN}. Ctrl-C stops everything.`);
}
