import { defineConfig } from "@playwright/test";

const url = "http://localhost:5173";

export default defineConfig({
  testDir: "tests",
  testMatch: "*.spec.ts",
  use: { baseURL: url },
  // The page alone: the tests answer in place of the backend.
  webServer: { command: "npx vite --strictPort", url, reuseExistingServer: true },
});
