import { defineConfig } from "vitest/config";

/** Each plays in both. */
const include = ["element.mjs", "kit.mjs"];

export default defineConfig({
  test: {
    projects: [
      { test: { name: "specs", include: ["*.spec.mjs"] } },
      { test: { name: "jsdom", environment: "jsdom", include } },
      { test: { name: "happy-dom", environment: "happy-dom", include } },
    ],
  },
});
