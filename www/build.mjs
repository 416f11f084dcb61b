// Puts the site together: the front page with its playground, the emulator as a service worker, the book.
//
//   node build.mjs <folder to write> <worker|process> <mdbook>
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { Eta } from "eta";

import { book } from "./book.mjs";
import { differences, samples } from "./content.mjs";
import { highlighted, Proofs } from "./proofs.mjs";
import { snippet } from "./snippets.mjs";

const [out, emulator, mdbook] = process.argv.slice(2);
const root = fileURLToPath(new URL("..", import.meta.url));
const www = join(root, "www");
const dist = join(root, "pkg/dist");
const SDK = "alter-connect.umd.js";

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json")));
const script = readFileSync(join(dist, SDK));
const sdk = { integrity: `sha384-${createHash("sha384").update(script).digest("base64")}` };
writeFileSync(join(out, SDK), script);
copyFileSync(join(www, "icon.svg"), join(out, "icon.svg"));

const shared = { bundle: true, minify: true, format: "esm", target: "es2020", legalComments: "none" };
await build({ ...shared, entryPoints: [join(www, "playground/playground.js")], outfile: join(out, "page.js") });
await build({ ...shared, entryPoints: [join(www, "style.css")], outfile: join(out, "style.css") });
if (emulator === "worker") {
  await build({
    ...shared,
    // A classic script: not every browser has modules in service workers. Nothing loads the wasm by itself there.
    format: "iife",
    define: { "import.meta.url": "undefined" },
    entryPoints: [join(www, "emulator/worker.js")],
    outdir: join(out, "emulator"),
    loader: { ".wasm": "file" },
    // A worker never meets the wasm of another version.
    assetNames: "[name]-[hash]",
  });
}

const proofs = new Proofs(root, join(out, "source"));
const { files, reference } = JSON.parse(readFileSync(join(dist, "sizes.json")));
const brotli = (list) => list.find(({ name }) => name === "alter-connect.esm.js").brotli;
const kilobytes = (list) => (brotli(list) / 1000).toFixed(1);
// Of files for Node or CommonJS alone, only those that the original has, too.
const sizes = files.flatMap((file) => {
  const original = reference.find(({ name }) => name === file.name);
  if (original) {
    return [{ ...file, whose: "this package" }, { ...original, whose: "@alter-ai/connect, the original", reference: true }];
  }
  if (file.name === "alter-connect-js.esm.js") return [{ ...file, whose: "the same without WebAssembly" }];
  return /^[a-z-]+\.mjs$/.test(file.name) ? [{ ...file, whose: "an entry" }] : [];
});
// The files that an app chooses from come first, each beside the original's; entries come last.
const rank = ({ name }) => (name.startsWith("alter-connect.") ? 0 : name.startsWith("alter-connect-js.") ? 1 : 2);
sizes.sort((one, other) => rank(one) - rank(other));
const [, scenarios] = readFileSync(join(root, "docs/compatibility.md"), "utf8").match(/^(\d+) scenarios: /m);
const page = new Eta({ autoTrim: false }).renderString(readFileSync(join(www, "index.html"), "utf8"), {
  emulator,
  version,
  sdk,
  scenarios,
  kilobytes: kilobytes(files),
  referenceKilobytes: kilobytes(reference),
  sizes,
  samples: samples.map((sample) => ({ ...sample, html: highlighted(snippet(root, sample, sdk), sample.language) })),
  differences: differences.map(({ test: [file, name], ...difference }) => ({
    ...difference,
    proof: `source/${proofs.of(`tests/${file}`, name)}`,
  })),
});
writeFileSync(join(out, "index.html"), page);

book({ root, out, mdbook, proofs });
proofs.write();
