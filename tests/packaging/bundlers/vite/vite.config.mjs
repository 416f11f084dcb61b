import { defineConfig } from "vite";

export default defineConfig({
  // The backend, while developing; `vite build` needs none of this.
  server: { proxy: { "/api": process.env.BACKEND_URL ?? "http://127.0.0.1:8000" } },
});
