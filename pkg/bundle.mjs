// From wasm-pack's output in build/ to dist/: optimise the wasm, shorten the names between it and its glue, put the bytes
// into one JavaScript file per format.
//
// The glue is wasm-bindgen's, and another version of it may look different. Whatever is replaced in it is looked for first:
// an unknown shape ends the build.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rollup } from "rollup";
import { minify } from "terser";

const GLUE = "build/alter_connect_bg.js";
const WASM = "build/alter_connect_bg.wasm";
const OPTIMISED = "build/optimised.wasm";
const FEATURES = ["--mvp-features", "--enable-mutable-globals"];
const OPTIMISE = ["--flatten", "--rereloop", "-O4", "-Oz", "--converge", "--reorder-functions"];
const RENAME = ["--minify-imports-and-exports-and-modules", "--strip-debug", "--strip-producers", "--strip-target-features"];
const LICENSE = "/*! alter-connect | MIT */\n";

/** Ends the build. */
function unknown(what) {
  throw new Error(`bundle.mjs: ${what}. wasm-bindgen's glue has another shape than this file knows; look at pkg/${GLUE}.`);
}

const binaryen = (tool, ...args) =>
  execFileSync(`node_modules/.bin/${tool}`, [...args, ...FEATURES], { encoding: "utf8", maxBuffer: 2 ** 24 });

/** Optimises the wasm; returns the short names of its imports and exports. */
function optimise() {
  binaryen("wasm-opt", WASM, "-o", OPTIMISED, ...OPTIMISE);
  const printed = binaryen("wasm-opt", OPTIMISED, "-o", OPTIMISED, ...RENAME);
  const { imports, exports } = JSON.parse(printed);
  return { imports, exports: new Map(exports) };
}

/** The glue under the short names: the properties of `wasm`, and one object with what the wasm imports. */
function renamed(glue, { imports, exports }) {
  const short = (name) => exports.get(name) ?? unknown(`the wasm has no export ${name}`);
  const code = glue.replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${short(name)}`);
  // What needs no glue, the wasm imports from its own module.
  const direct = [];
  const member = ([module, name, short]) => {
    if (module.startsWith("./snippets/")) return `${short}: direct${direct.push(`{ ${name} as direct${direct.length} } from "${module}"`) - 1}`;
    if (!code.includes(`export function ${name}(`)) unknown(`the glue has no function ${name}`);
    return `${short}: ${name}`;
  };
  const members = imports.map(member).join(", ");
  return `${direct.map((names) => `import ${names};`).join("\n")}
${code}
export const imports = { a: { ${members} } };
export const stackOf = (exports) => exports.${short("__stack_pointer")};
`;
}

/** The optimised wasm as JavaScript: a module whose default export makes an instance. */
function script() {
  const translated = binaryen("wasm2js", OPTIMISED, "-Oz");
  const [, body] = translated.match(/^import \* as a from 'a';\n([^]*)\nvar retasmFunc = asmFunc\(\{[^]*$/) ?? unknown("wasm2js writes another frame");
  return `${body}\nexport default asmFunc;\n`;
}

const names = optimise();
const [, snippets] = readFileSync(GLUE, "utf8").match(/'(\.\/snippets\/[^']*)\/values\.js'/) ?? unknown("it does not import values.js");
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
// The bytes as hexadecimal digits: plain ASCII survives every charset and every tool, brotli makes less of it than of
// base64, and current browsers read it without a loop (docs/performance.md). On a line of their own, so that an error in
// another line does not print them.
const hex = readFileSync(OPTIMISED).toString("hex");
const made = {
  "sdk:bytes": () => `export default "${hex}";`,
  "sdk:script": script,
  "sdk:version": () => `export default "${version}";`,
};
const modules = (engine) => ({
  name: "modules",
  resolveId: (id) => (id in made ? id : ({ "sdk:engine": resolve(engine), "sdk:values": resolve("build", snippets, "values.js") })[id] ?? null),
  load: (id) => made[id]?.() ?? null,
  transform: (code, id) => (id === resolve(GLUE) ? renamed(code, names) : null),
});
const formats = {
  esm: { format: "es" },
  cjs: { format: "cjs", exports: "named" },
  umd: { format: "iife", name: "AlterConnect", exports: "default" },
};

/** The frame for script tags and for loaders of the CommonJS and AMD kinds; shorter than Rollup's. */
function umd(code) {
  const [, body] = code.match(/^var AlterConnect = \(function \(\) \{\n([^]*)\n\}\)\(\);\n$/) ?? unknown("Rollup writes another frame");
  return `((make) => {
    if (typeof module === "object" && module.exports) module.exports = make();
    else if (typeof define === "function" && define.amd) define(make);
    else globalThis.AlterConnect = make();
  })(() => {${body}});`;
}

/** Writes a file for each format: the class, and the engine that its calls run on. */
async function write(name, engine) {
  const bundle = await rollup({ input: "src/loader.js", plugins: [modules(engine)] });
  for (const [format, options] of Object.entries(formats)) {
    const { output } = await bundle.generate(options);
    const [{ code: bundled }] = output;
    const { code } = await minify(format === "umd" ? umd(bundled) : bundled, {
      module: format === "esm",
      toplevel: format !== "umd",
      compress: { passes: 3, inline: 1, unsafe_arrows: true, ecma: 2020, keep_classnames: true },
      mangle: { properties: { regex: /^_?_wb|^imports$/ } },
      format: { ecma: 2020, comments: false, ascii_only: true },
    });
    writeFileSync(`dist/${name}.${format}.js`, LICENSE + code.replace(`"${hex}"`, `\n"${hex}"\n`));
  }
  // Node's own import takes a package without "type": "module" for CommonJS, whatever the file holds. It gives the module
  // object; bundlers for servers that resolve like Node (Turbopack) give the class.
  const node = `import connect from "./${name}.cjs.js";\nexport default connect.default ?? connect;\n`;
  writeFileSync(`dist/${name}.node.mjs`, node);
}
mkdirSync("dist", { recursive: true });
await write("alter-connect", "src/wasm.js");
await write("alter-connect-js", "src/script.js");
copyFileSync("src/alter-connect.d.ts", "dist/alter-connect.d.ts");
copyFileSync("src/alter-connect.d.ts", "dist/alter-connect.d.mts");
cpSync("../LICENSE", "LICENSE", { preserveTimestamps: true });
