import { defineConfig } from "vitest/config";

const proxy = { "/api": `http://127.0.0.1:${process.env["BACKEND_PORT"] ?? 8000}` };

export default defineConfig({
  server: { proxy },
  preview: { proxy },
  test: { include: ["tests/*.test.ts"] },
});
