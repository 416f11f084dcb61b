// From wasm-pack's output in build/ to dist/: optimise the wasm, shorten the names between it and its glue, put the bytes
// into one JavaScript file per format.
//
// The glue is wasm-bindgen's, and another version of it may look different. Whatever is replaced in it is looked for first:
// an unknown shape ends the build.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { rollup } from "rollup";
import { minify } from "./minify.mjs";

const GLUE = "build/alter_connect_bg.js";
const WASM = "build/alter_connect_bg.wasm";
const GRAPH = "build/graph.json";
const OPTIMISED = "build/optimised.wasm";
const FEATURES = ["--mvp-features", "--enable-mutable-globals"];
const OPTIMISE = ["--flatten", "--rereloop", "-O4", "-Oz", "--converge", "-fimfs", "0", "-aimfs", "0"];
// The last pass writes the file, so it is told once more how.
const RENAME = ["-Oz", "--minify-imports-and-exports-and-modules", "--strip-debug", "--strip-producers", "--strip-target-features"];
// Properties of the objects that host/src makes for itself, and that no other code sees.
const INTERNAL =
  /^(options|place|arrived|grace|handlers|destroyed|flow|number|promise|over|popup|asked|address|listener|takeOver|timer|channel|unlock|hear|settle|imports|waits)$/;
const LICENSE = "/*! alter-connect | MIT */\n";

/** Ends the build. */
function unknown(what) {
  throw new Error(`bundle.mjs: ${what}. wasm-bindgen's glue has another shape than this file knows; look at pkg/${GLUE}.`);
}

const binaryen = (tool, ...args) =>
  execFileSync(`node_modules/.bin/${tool}`, [...args, ...FEATURES], { encoding: "utf8", maxBuffer: 2 ** 24 });

/** Optimises the wasm; returns the short names of its imports and exports. */
function optimise() {
  // Nobody looks into the memory from outside.
  writeFileSync(GRAPH, JSON.stringify([{ name: "outside", reaches: ["tell"], root: true }, { name: "tell", export: "tell" }]));
  binaryen("wasm-metadce", WASM, "-o", OPTIMISED, "--graph-file", GRAPH);
  binaryen("wasm-opt", OPTIMISED, "-o", OPTIMISED, ...OPTIMISE);
  const text = binaryen("wasm-dis", OPTIMISED);
  // Without a stack in memory, an exception that leaves the wasm in the middle leaves nothing behind.
  if (/^ \(global /m.test(text)) throw new Error("bundle.mjs: the wasm has a stack pointer again");
  // The one byte of data says what the allocator does when there is no memory, and there is no allocator.
  if (!(text.match(/\(data .*/g) ?? []).every((data) => data.endsWith('"\\01")'))) throw new Error("bundle.mjs: the wasm has data");
  const printed = binaryen("wasm-opt", OPTIMISED, "-o", OPTIMISED, "--remove-memory-init", ...RENAME);
  const { imports, exports } = JSON.parse(printed);
  return { imports, exports: new Map(exports) };
}

/**
 * What the wasm imports, as one object, and its entrance. It imports functions of `host/src` and nothing of wasm-bindgen's: no
 * value of JavaScript's crosses but by number.
 */
function imported({ imports, exports }) {
  const direct = imports.map(([module, name], index) => {
    const [, path] = module.match(/^\.\/snippets\/[^/]*\/(src\/.*)$/) ?? unknown(`the wasm imports from ${module}`);
    const [, named] = name.match(/^(?:__wbg_)?(\w+?)(?:_[0-9a-f]{16})?$/) ?? unknown(`the wasm imports ${name}`);
    return `import { ${named} as direct${index} } from ${JSON.stringify(resolve("../host", path))};`;
  });
  const members = imports.map(([, , short], index) => `${short}: direct${index}`);
  const entrance = exports.get("tell") ?? unknown("the wasm has no export tell");
  return `${direct.join("\n")}
export const imports = { a: { ${members.join(", ")} } };
export const tellOf = (exports) => exports.${entrance};
`;
}

/** The optimised wasm as JavaScript: a module whose default export makes an instance. */
function script({ imports }) {
  const translated = binaryen("wasm2js", OPTIMISED, "-Oz");
  const [, body] = translated.match(/^import \* as a from 'a';\n([^]*)\nvar retasmFunc = asmFunc\(\{[^]*$/) ?? unknown("wasm2js writes another frame");
  // The wasm imports the one function of effects.js once for each type. What it gives is a whole number.
  const [act, ...same] = imports.flatMap(([module, , short], index) =>
    module.endsWith("/effects.js") ? [{ name: `fimport$${index}`, short }] : [],
  );
  let code = body;
  for (const { name, short } of same) {
    const declaration = `var ${name} = a.${short};`;
    if (!code.includes(declaration)) unknown("wasm2js imports in another way");
    code = code.replace(declaration, "").replaceAll(`${name}(`, `${act.name}(`);
  }
  code = code.replaceAll(/(fimport\$\d\([^()]*\)) \| 0/g, "$1");
  return `${code}\nexport default asmFunc;\n`;
}

const names = optimise();
const translated = script(names);
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
// A character for each byte, or two: plain ASCII survives every charset and every tool, and brotli makes less of it than of base64
// or of digits (docs/performance.md). On a line of their own, so that an error in another line does not print them. A character
// below LEAST adds a multiple of STEP to the next, as wasm.js reads it.
const LEAST = 41;
const STEP = 38;
const CHARACTERS = {};
for (let before = LEAST; before >= 32; before--) {
  for (let code = LEAST; code < 127; code++) {
    const byte = (code - LEAST + (before - LEAST) * STEP) & 255;
    const characters = (before < LEAST ? String.fromCharCode(before) : "") + String.fromCharCode(code);
    // Nothing that ends a string, or a script in HTML.
    if (!/["\\<]/.test(characters)) CHARACTERS[byte] ??= characters;
  }
}
const bytes = Array.from(readFileSync(OPTIMISED), (byte) => {
  if (!CHARACTERS[byte]) throw new Error(`no characters for the byte ${byte}: choose another LEAST or STEP`);
  return CHARACTERS[byte];
}).join("");
const made = {
  "sdk:imports": () => imported(names),
  "sdk:bytes": () => `export default "${bytes}";\nexport const LEAST = ${LEAST};\nexport const STEP = ${STEP};`,
  "sdk:script": () => translated,
  "sdk:version": () => `export default "${version}";`,
};
/** The table of words as one string, which is shorter. */
const joined = (code) =>
  code.replace(/export const WORDS = (\[[^]*?)\n\];/, (_, list) => {
    const words = JSON.parse(list.replace(/,$/, "") + "]");
    return `export const WORDS = ${JSON.stringify(words.join("|"))}.split("|");`;
  });
const modules = (engine) => ({
  name: "modules",
  resolveId: (id) => (id in made ? id : id === "sdk:engine" ? resolve(engine) : null),
  load: (id) => made[id]?.() ?? null,
  transform: (code, id) => (id.endsWith("/host/src/tables.js") ? joined(code) : null),
});
const inputs = {
  "src/loader.js": { esm: { format: "es" }, cjs: { format: "cjs", exports: "named" } },
  "src/umd.js": { umd: { format: "iife", strict: false } },
};

/** Writes a file for each format: the class, and the engine that its calls run on. */
async function write(name, engine) {
  for (const [input, formats] of Object.entries(inputs)) {
    const bundle = await rollup({ input, plugins: [modules(engine)] });
    for (const [format, options] of Object.entries(formats)) {
      const { output } = await bundle.generate(options);
      const [{ code: bundled }] = output;
      const global = format === "umd";
      const kind = { module: format === "esm", toplevel: !global, arrows: true, properties: INTERNAL };
      const code = await minify(bundled, kind);
      // A file before it may lack its last semicolon, as tools join them.
      const start = global ? ";" : "";
      writeFileSync(`dist/${name}.${format}.js`, LICENSE + start + code.replace(`"${bytes}"`, () => `\n"${bytes}"\n`));
    }
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
