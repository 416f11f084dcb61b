import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const proxy = { "/api": process.env.BACKEND_URL ?? "http://127.0.0.1:8000" };

export default defineConfig({ plugins: [svelte()], server: { proxy, strictPort: true }, preview: { proxy } });
