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
const FEATURES = ["--mvp-features", "--enable-mutable-globals"];
const OPTIMISE = ["--flatten", "--rereloop", "-Oz", "-Oz", "--converge", "--reorder-functions"];
const RENAME = ["--minify-imports-and-exports-and-modules", "--strip-debug", "--strip-producers", "--strip-target-features"];
const LICENSE = "/*! alter-connect | MIT */\n";

/** Ends the build. */
function unknown(what) {
  throw new Error(`bundle.mjs: ${what}. wasm-bindgen's glue has another shape than this file knows; look at pkg/${GLUE}.`);
}

/** Optimises the wasm; returns the short names of its imports and exports. */
function optimise() {
  const wasmOpt = (...args) => execFileSync("node_modules/.bin/wasm-opt", [...FEATURES, ...args], { encoding: "utf8" });
  wasmOpt(WASM, "-o", "build/optimised.wasm", ...OPTIMISE);
  const printed = wasmOpt("build/optimised.wasm", "-o", "build/optimised.wasm", ...RENAME);
  const { imports, exports } = JSON.parse(printed);
  return { imports, exports: new Map(exports) };
}

/** The glue under the short names: the properties of `wasm`, and one object with what the wasm imports. */
function renamed(glue, { imports, exports }) {
  const short = (name) => exports.get(name) ?? unknown(`the wasm has no export ${name}`);
  // Only misuse that the class rules out makes wasm-bindgen throw; without its message, no text has to be decoded.
  const decoder = /^.*TextDecoder.*$/gm;
  const code = glue.replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${short(name)}`).replace(decoder, "");
  // What needs no glue, the wasm imports from its own module.
  const direct = [];
  const member = ([module, name, short]) => {
    if (name.includes("wbindgen_throw")) return `${short}: () => { throw Error() }`;
    if (module.startsWith("./snippets/")) return `${short}: direct${direct.push(`{ ${name} as direct${direct.length} } from "${module}"`) - 1}`;
    if (!code.includes(`export function ${name}(`)) unknown(`the glue has no function ${name}`);
    return `${short}: ${name}`;
  };
  const members = imports.map(member).join(", ");
  return `${direct.map((names) => `import ${names};`).join("\n")}\n${code}\nexport const imports = { a: { ${members} } };\n`;
}

const names = optimise();
const [, snippets] = readFileSync(GLUE, "utf8").match(/'(\.\/snippets\/[^']*)\/values\.js'/) ?? unknown("it does not import values.js");
// The bytes as hexadecimal digits: plain ASCII survives every charset and every tool, brotli makes less of it than of
// base64, and current browsers read it without a loop (docs/performance.md). On a line of their own, so that an error in
// another line does not print them.
const hex = readFileSync("build/optimised.wasm").toString("hex");
const modules = {
  name: "modules",
  resolveId: (id) => ({ "sdk:wasm": id, "sdk:values": resolve("build", snippets, "values.js") })[id] ?? null,
  load: (id) => (id === "sdk:wasm" ? `export default "${hex}";` : null),
  transform: (code, id) => (id === resolve(GLUE) ? renamed(code, names) : null),
};
const bundle = await rollup({ input: "src/loader.js", plugins: [modules] });
const formats = {
  esm: { format: "es" },
  cjs: { format: "cjs", exports: "named" },
  umd: { format: "umd", name: "AlterConnect", exports: "default" },
};
mkdirSync("dist", { recursive: true });
for (const [name, options] of Object.entries(formats)) {
  const { output } = await bundle.generate(options);
  const { code } = await minify(output[0].code, {
    module: name === "esm",
    toplevel: name !== "umd",
    compress: { passes: 3, inline: 1, unsafe_arrows: true, ecma: 2020, keep_classnames: true },
    mangle: { properties: { regex: /^_?_wb|^imports$/ } },
    format: { ecma: 2020, comments: false, ascii_only: true },
  });
  if (code.split(hex).length !== 2) unknown("the bundle does not have the bytes once");
  writeFileSync(`dist/alter-connect.${name}.js`, LICENSE + code.replace(`"${hex}"`, `\n"${hex}"\n`));
}
// Node's own import takes a package without "type": "module" for CommonJS, whatever the file holds. It gives the module
// object; bundlers for servers that resolve like Node (Turbopack) give the class.
writeFileSync(
  "dist/alter-connect.node.mjs",
  'import connect from "./alter-connect.cjs.js";\nexport default connect.default ?? connect;\n',
);
copyFileSync("src/alter-connect.d.ts", "dist/alter-connect.d.ts");
copyFileSync("src/alter-connect.d.ts", "dist/alter-connect.d.mts");
cpSync("../LICENSE", "LICENSE", { preserveTimestamps: true });
