// A page for each entry. React as it is in development, where StrictMode mounts everything twice; once with each version.
import { copyFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { createElement } from "react";
import { renderToString } from "react-dom/server";

const REACT_18 = { react: "react-18", "react-dom": "react-dom-18" };
const STRICT = "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'";
// For pages whose policy forbids WebAssembly.
const withoutWasm = {
  name: "without-wasm",
  setup: (build) =>
    build.onResolve({ filter: /^alter-connect$/ }, ({ kind, resolveDir }) =>
      build.resolve("alter-connect/js", { kind, resolveDir }),
    ),
};
const APP = '<div id="app"></div>';
const ELEMENT = `<alter-connect session-url="/api/session"><button id="connect">Connect an account</button></alter-connect>
  <a href="#end">The end</a>`;

await build({ entryPoints: ["hydrated-page.jsx"], outfile: "hydrated-page.mjs", jsx: "automatic" });
const { Page } = await import("./hydrated-page.mjs");
const RENDERED = `<div id="app">${renderToString(createElement(Page))}</div>`;

const ROUTED = ["settings", "connected"];
const SCRIPTS = { element: "element.js", hydrated: "hydrated.jsx", places: "places.js", listen: "listen.js", preflight: "page-preflight.js" };
const PAGES = [
  { name: "react-18", scripts: ["react-18"] },
  { name: "react-19", scripts: ["react-19"] },
  { name: "react-js", scripts: ["react-js"], policy: "script-src 'self'" },
  { name: "vue", scripts: ["vue"] },
  // The element comes first, and the listeners with another script.
  { name: "element", scripts: ["element", "listen"], body: ELEMENT, policy: STRICT },
  { name: "hydrated", scripts: ["hydrated"], body: RENDERED },
  // Two routes of one app, with each router.
  ...ROUTED.flatMap((route) => ["react-router", "vue-router"].map((name) => ({ name: `${name}-${route}`, scripts: [name] }))),
  { name: "preflight", scripts: ["preflight"], body: '<button id="explain">Why?</button>' },
  { name: "isolated", scripts: ["preflight"] },
  { name: "no-wasm", scripts: ["preflight"], policy: "script-src 'self'" },
];

async function bundle(name, input, { alias = {}, plugins = [] } = {}) {
  await build({
    entryPoints: [input],
    outfile: `dist/${name}.js`,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    alias,
    plugins,
    define: {
      "process.env.NODE_ENV": '"development"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
}

for (const [name, input] of Object.entries(SCRIPTS)) await bundle(name, input);
await bundle("react-18", "react.jsx", { alias: REACT_18 });
await bundle("react-19", "react.jsx");
await bundle("react-js", "react.jsx", { plugins: [withoutWasm] });
await bundle("vue", "vue.js");
await bundle("react-router", "react-router.jsx");
await bundle("vue-router", "vue-router.js");
for (const { name, scripts, body = APP, policy } of PAGES) {
  const meta = policy ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : "";
  const tags = scripts.map((script) => `<script type="module" src="${script}.js"></script>`).join("");
  writeFileSync(
    `dist/${name}.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>${meta}
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
    <main><h1>${name}</h1>${body}</main>${tags}</html>`,
  );
}
copyFileSync("places.html", "dist/places.html");
