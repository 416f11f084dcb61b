// From entries/ to dist/: what the package offers beside the class. Each entry is one ES module, one CommonJS module and its
// declarations, made from the source. The class itself stays outside, so that an app has it once; and so does what the entries
// share. The element is a script, too, with the class in it.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { parse, resolve } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import ts from "typescript";

import { minify } from "./minify.mjs";

const SHARED = ["address", "flow"];
const ENTRIES = ["address", "element", "errors", "preflight", "react", "testing", "testing-playwright", "vue"];
const TSCONFIG = "entries/tsconfig.json";
const LICENSE = "/*! alter-connect | MIT */\n";

const external = (id) => !/^[./]/.test(id);
const isShared = (id) => SHARED.some((name) => id === `./${name}.js`);
const typescript = {
  name: "typescript",
  resolveId: (id, importer) =>
    id.startsWith("./") && !importer?.endsWith(".js") ? resolve("entries", id.replace(/\.js$/, ".ts")) : null,
  transform: (code) =>
    ts.transpileModule(code, { compilerOptions: { target: "es2020", module: "esnext", verbatimModuleSyntax: true } })
      .outputText,
};
// Rollup leaves directives out of a bundle; React's has to come first.
const onLog = (level, log, pass) => log.code === "MODULE_LEVEL_DIRECTIVE" || pass(level, log);

execFileSync("node_modules/.bin/tsc", ["--project", TSCONFIG], { stdio: "inherit" });
for (const entry of new Set([...SHARED, ...ENTRIES])) {
  const input = `./${entry}.js`;
  const [directive = ""] = readFileSync(`entries/${entry}.ts`, "utf8").match(/^"use client";\n/) ?? [];
  const outside = (id) => external(id) || (isShared(id) && id !== input);
  const bundle = await rollup({ input, external: outside, plugins: [typescript], onLog });
  for (const [format, extension] of [["es", "mjs"], ["cjs", "cjs"]]) {
    const paths = (id) => (SHARED.includes(parse(id).name) ? `./${parse(id).name}.${extension}` : id);
    const { output } = await bundle.generate({ format, exports: "named", interop: "esModule", paths });
    writeFileSync(`dist/${entry}.${extension}`, LICENSE + directive + (await minify(output[0].code, { module: format === "es" })));
  }
  if (!ENTRIES.includes(entry)) continue;
  const declarations = await rollup({ input: `entries/${entry}.ts`, external, plugins: [dts({ tsconfig: TSCONFIG })] });
  const { output } = await declarations.generate({ format: "es" });
  const { code } = output[0];
  writeFileSync(`dist/${entry}.d.mts`, code);
  // The emulator is an ES module, and CommonJS may take no more than types of it.
  const asModule = (line) => line.replace(/^import \{/, "import type {").replace(";", ' with { "resolution-mode": "import" };');
  writeFileSync(`dist/${entry}.d.cts`, code.replace(/^import .* from 'alter-connect-emulator';$/m, asModule));
}

// A page has the class once, whichever script brings it; the original's has no connect().
const SCRIPT = {
  script: 'import "./element.js";',
  "alter-connect": `import Own from ${JSON.stringify(resolve("dist/alter-connect.esm.js"))};
    globalThis.AlterConnect ??= Own;
    export default AlterConnect.prototype?.connect ? AlterConnect : Own;`,
};
const script = {
  name: "script",
  resolveId: (id) => (id in SCRIPT ? id : null),
  load: (id) => SCRIPT[id] ?? null,
};
const bundle = await rollup({ input: "script", plugins: [script, typescript], onLog });
const { output } = await bundle.generate({ format: "iife" });
// A file before it may lack its last semicolon, as tools join them.
writeFileSync("dist/alter-connect-element.js", LICENSE + ";" + (await minify(output[0].code, { toplevel: false })));

// What the errors link to.
cpSync("../docs/errors.md", "docs/errors.md");
