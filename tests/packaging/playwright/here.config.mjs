// The starter's configuration, with the port and the browser of this machine.
import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

const { CHROMIUM, PORT } = process.env;
const url = `http://127.0.0.1:${PORT}`;

export default defineConfig({
  ...config,
  workers: 1,
  reporter: "list",
  use: { baseURL: url, launchOptions: { executablePath: CHROMIUM } },
  webServer: { ...config.webServer, command: `npx vite --host 127.0.0.1 --strictPort --port ${PORT}`, url },
});
