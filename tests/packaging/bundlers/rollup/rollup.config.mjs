import { readFileSync } from "node:fs";
import resolve from "@rollup/plugin-node-resolve";

export default {
  input: "main.js",
  output: { dir: "dist", format: "es" },
  plugins: [
    resolve({ browser: true }),
    {
      name: "page",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "index.html", source: readFileSync("index.html") });
      },
    },
  ],
};
