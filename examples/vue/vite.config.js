import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const proxy = { "/api": process.env.BACKEND_URL ?? "http://127.0.0.1:8000" };

export default defineConfig({ plugins: [vue()], server: { proxy, strictPort: true }, preview: { proxy } });
