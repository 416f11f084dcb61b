// Each app twice: with this package under the original's name, and with the original itself.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const PACKAGES = { ours: "@alter-ai/connect", original: "alter-connect-reference" };
const apps = readdirSync("apps");

for (const [whose, name] of Object.entries(PACKAGES)) {
  const out = `dist/${whose}`;
  mkdirSync(out, { recursive: true });
  const main = require.resolve(name);
  copyFileSync(join(dirname(main), "alter-connect.umd.js"), `${out}/alter-connect.umd.js`);
  for (const app of apps) {
    const [page, extension] = app.split(".");
    if (extension === "html") {
      copyFileSync(`apps/${app}`, `${out}/${app}`);
      continue;
    }
    await build({
      entryPoints: [`apps/${app}`],
      outfile: `${out}/${page}.js`,
      bundle: true,
      format: "esm",
      jsx: "automatic",
      alias: { "@alter-ai/connect": name, vue: "vue/dist/vue.esm-bundler.js" },
      define: {
        "process.env.NODE_ENV": '"development"',
        __VUE_OPTIONS_API__: "true",
        __VUE_PROD_DEVTOOLS__: "false",
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
      },
    });
    writeFileSync(
      `${out}/${page}.html`,
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${page}</title><link rel="icon" href="data:,">
      <div id="app"><button id="connect">Connect</button> <output id="result"></output></div>
      <script type="module" src="${page}.js"></script></html>`,
    );
  }
}
