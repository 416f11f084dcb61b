// Measures the scripts and wasm files of two folders, ours and the reference's: writes `sizes.json` into the first, and prints
// a table.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";

const measure = (folder) => {
  const names = readdirSync(folder).filter((name) => /\.([cm]?js|wasm)$/.test(name));
  return names.sort().map((name) => {
    const bytes = readFileSync(join(folder, name));
    return {
      name,
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes).length, // quality 11 by default
      sri: "sha384-" + createHash("sha384").update(bytes).digest("base64"),
    };
  });
};

const [ours, theirs] = process.argv.slice(2);
const [files, reference] = [measure(ours), measure(theirs)];
writeFileSync(join(ours, "sizes.json"), JSON.stringify({ files, reference }));

const row = (name, ...figures) =>
  console.log(name.padEnd(26) + figures.map((figure) => String(figure ?? "").padStart(10)).join(""));
row("bytes", "raw", "gzip", "brotli", "reference", "ratio");
for (const { name, raw, gzip, brotli } of files) {
  const original = reference.find((file) => file.name === name)?.brotli;
  row(name, raw, gzip, brotli, original, original && `${(brotli / original).toFixed(2)}x`);
}
console.log("(reference and ratio: brotli, @alter-ai/connect)");
