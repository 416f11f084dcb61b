import { defineConfig } from "@playwright/test";

const { CHROMIUM, PORT } = process.env;
const url = `http://127.0.0.1:${PORT}`;

export default defineConfig({
  workers: 1,
  reporter: "list",
  use: { baseURL: url, launchOptions: { executablePath: CHROMIUM } },
  webServer: { command: `npm run dev -- --host 127.0.0.1 --strictPort --port ${PORT}`, url },
});
