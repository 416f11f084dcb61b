// Code of the documents and examples, as tests run it.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A whole file, some lines of it, or the fenced block after `<!-- test: name -->` in it. A script tag gets its integrity
 * value.
 */
export function snippet(root, { from, lines }, sdk) {
  const [file, name] = from.split("#");
  const text = readFileSync(join(root, file), "utf8");
  if (lines) return between(text.split("\n"), lines, file);
  if (!name) return text.trimEnd();
  const [, block] = text.split(`<!-- test: ${name} -->\n\`\`\``);
  if (!block) throw new Error(`${file} has no fenced block after <!-- test: ${name} -->`);
  const [code] = block.slice(block.indexOf("\n") + 1).split("\n```");
  return code.replace(/(<script src="[^"]*alter-connect.umd.js")>/, `$1\n  integrity="${sdk.integrity}"\n  crossorigin="anonymous">`);
}

/** From the one line to the next of the other that is indented as much, without that indent. */
function between(all, [first, last], file) {
  const start = all.findIndex((line) => line.trim() === first);
  const indent = all[start]?.search(/\S/);
  const length = all.slice(start).findIndex((line) => line === " ".repeat(indent) + last);
  if (start < 0 || length < 0) throw new Error(`${file} has no lines from ${first} to ${last}`);
  return all.slice(start, start + length + 1).map((line) => line.slice(indent)).join("\n");
}
