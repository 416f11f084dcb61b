// From wasm-pack's output in build/ to dist/: optimise the wasm, shorten the names between it and its glue, put the bytes
// into one JavaScript file per format.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { rollup } from "rollup";
import { minify } from "terser";

const BUILD = "build/alter_connect_bg";
const FEATURES = ["--mvp-features", "--enable-mutable-globals"];
const OPTIMISE = ["--flatten", "--rereloop", "-Oz", "-Oz", "--converge", "--reorder-functions"];
const RENAME = ["--minify-imports-and-exports-and-modules", "--strip-debug", "--strip-producers", "--strip-target-features"];
const LICENSE = "/*! alter-connect | MIT */\n";

/** Optimises the wasm; returns the short names of its imports and exports. */
function optimise() {
  const wasmOpt = (...args) => execFileSync("node_modules/.bin/wasm-opt", [...FEATURES, ...args], { encoding: "utf8" });
  wasmOpt(`${BUILD}.wasm`, "-o", "build/optimised.wasm", ...OPTIMISE);
  const printed = wasmOpt("build/optimised.wasm", "-o", "build/optimised.wasm", ...RENAME);
  const { imports, exports } = JSON.parse(printed);
  return { imports: imports.map(([, name, short]) => [name, short]), exports: new Map(exports) };
}

/** The glue under the short names: the properties of `wasm`, and one object with what the wasm imports. */
function renamedGlue({ imports, exports }) {
  const glue = readFileSync(`${BUILD}.js`, "utf8")
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exports.get(name)}`)
    .replace(/^.*TextDecoder.*$/gm, "");
  // Only misuse that the class rules out makes wasm-bindgen throw; without its message, text decoding is not needed.
  const member = ([name, short]) => `${short}: ${name.includes("wbindgen_throw") ? "() => { throw Error() }" : name}`;
  const members = imports.map(member).join(", ");
  return `${glue}\nexport const imports = { a: { ${members} } };\n`;
}

/**
 * The bytes as text: two letters each, whose codes end in the upper and the lower half. Plain ASCII survives every charset
 * and every tool, and brotli makes less of it than of the bytes themselves written as Latin-1 (docs/performance.md).
 */
function letters(bytes) {
  return Array.from(bytes, (byte) => "PABCDEFGHIJKLMNO"[byte >> 4] + "pabcdefghijklmno"[byte & 15]).join("");
}

const names = optimise();
const wasm = readFileSync("build/optimised.wasm");
const glue = renamedGlue(names);
const modules = {
  name: "modules",
  resolveId: (id) => (id.endsWith("alter_connect_bg.js") ? "glue" : id === "wasm:letters" ? id : null),
  load: (id) => (id === "glue" ? glue : id === "wasm:letters" ? `export default "${letters(wasm)}";` : null),
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
    compress: { passes: 3, unsafe_arrows: true, ecma: 2020, keep_classnames: true },
    mangle: { properties: { regex: /^_?_wb|^_number$|^imports$/ } },
    format: { ecma: 2020, comments: false },
  });
  writeFileSync(`dist/alter-connect.${name}.js`, LICENSE + code);
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
