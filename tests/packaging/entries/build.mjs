// A page for each entry. React as it is in development, where StrictMode mounts everything twice; once with each version.
import { writeFileSync } from "node:fs";
import { build } from "esbuild";

const REACT_18 = { react: "react-18", "react-dom": "react-dom-18" };
const PAGES = [
  { name: "promise", input: "promise.js" },
  { name: "react-18", input: "react.jsx", alias: REACT_18 },
  { name: "react-19", input: "react.jsx" },
  { name: "vue", input: "vue.js" },
];

for (const { name, input, alias = {} } of PAGES) {
  await build({
    entryPoints: [input],
    outfile: `dist/${name}.js`,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    alias,
    define: {
      "process.env.NODE_ENV": '"development"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
  writeFileSync(
    `dist/${name}.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
    <main id="app"></main><script type="module" src="${name}.js"></script></html>`,
  );
}
