// From entries/ to dist/: what the package offers beside the class. Each entry is one ES module, one CommonJS module and its
// declarations, made from the source. The class itself stays outside, so that an app has it once.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { minify } from "terser";
import ts from "typescript";

const ENTRIES = ["element", "errors", "preflight", "react", "testing", "testing-playwright", "vue"];
const TSCONFIG = "entries/tsconfig.json";
const LICENSE = "/*! alter-connect | MIT */\n";

const external = (id) => !/^[./]/.test(id);
const typescript = {
  name: "typescript",
  resolveId: (id) => (id.startsWith("./") ? resolve("entries", id.replace(/\.js$/, ".ts")) : null),
  transform: (code) =>
    ts.transpileModule(code, { compilerOptions: { target: "es2020", module: "esnext", verbatimModuleSyntax: true } })
      .outputText,
};
// Rollup leaves directives out of a bundle; React's has to come first.
const onLog = (level, log, pass) => log.code === "MODULE_LEVEL_DIRECTIVE" || pass(level, log);

execFileSync("node_modules/.bin/tsc", ["--project", TSCONFIG], { stdio: "inherit" });
for (const entry of ENTRIES) {
  const input = `./${entry}.js`;
  const [directive = ""] = readFileSync(`entries/${entry}.ts`, "utf8").match(/^"use client";\n/) ?? [];
  const bundle = await rollup({ input, external, plugins: [typescript], onLog });
  for (const [format, extension] of [["es", "mjs"], ["cjs", "cjs"]]) {
    const { output } = await bundle.generate({ format, exports: "named" });
    const { code } = await minify(output[0].code, {
      module: format === "es",
      toplevel: true,
      compress: { passes: 2, ecma: 2020, directives: false },
      format: { ecma: 2020, comments: false, ascii_only: true },
    });
    writeFileSync(`dist/${entry}.${extension}`, LICENSE + directive + code);
  }
  const declarations = await rollup({ input: `entries/${entry}.ts`, external, plugins: [dts({ tsconfig: TSCONFIG })] });
  const { output } = await declarations.generate({ format: "es" });
  const { code } = output[0];
  writeFileSync(`dist/${entry}.d.mts`, code);
  // The emulator is an ES module, and CommonJS may take no more than types of it.
  const asModule = (line) => line.replace(/^import \{/, "import type {").replace(";", ' with { "resolution-mode": "import" };');
  writeFileSync(`dist/${entry}.d.cts`, code.replace(/^import .* from 'alter-connect-emulator';$/m, asModule));
}
// What the errors link to.
cpSync("../docs/errors.md", "docs/errors.md");
