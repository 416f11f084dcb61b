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
function renamed(glue, { imports, exports }) {
  const code = glue
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exports.get(name)}`)
    .replace(/^.*TextDecoder.*$/gm, "")
    .replace(/\(\) (\{ return handleError\()function (\(.*?\)) (\{[^]*?\n\}), arguments\)/g, "$2 $1() => $3)");
  // Only misuse that the class rules out makes wasm-bindgen throw; without its message, text decoding is not needed.
  const member = ([name, short]) => `${short}: ${name.includes("wbindgen_throw") ? "() => { throw Error() }" : name}`;
  const members = imports.map(member).join(", ");
  return `${code}\nexport const imports = { a: { ${members} } };\n`;
}

const names = optimise();
// The bytes as hexadecimal digits: plain ASCII survives every charset and every tool, brotli makes less of it than of
// base64, and current browsers read it without a loop (docs/performance.md).
const hex = readFileSync("build/optimised.wasm").toString("hex");
const modules = {
  name: "modules",
  resolveId: (id) => (id === "wasm:hex" ? id : null),
  load: (id) => (id === "wasm:hex" ? `export default "${hex}";` : null),
  transform: (code, id) => (id.endsWith("alter_connect_bg.js") ? renamed(code, names) : null),
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
