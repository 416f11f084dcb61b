// Prints, for each directory given, the sizes of its scripts and wasm files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";

const measure = (bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes).length, // quality 11 by default
  sri: "sha384-" + createHash("sha384").update(bytes).digest("base64"),
});

const measureAll = (dir) =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => /\.([cm]?js|wasm)$/.test(name))
      .sort()
      .map((name) => [name, measure(readFileSync(join(dir, name)))]),
  );

console.log(JSON.stringify(process.argv.slice(1).map(measureAll)));
