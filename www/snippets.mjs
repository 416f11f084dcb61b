// Code of the documents and examples, as tests run it.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A whole file, or the fenced block after `<!-- test: name -->` in it. A script tag gets its integrity value. */
export function snippet(root, from, sdk) {
  const [file, name] = from.split("#");
  const text = readFileSync(join(root, file), "utf8");
  if (!name) return text.trimEnd();
  const [, block] = text.split(`<!-- test: ${name} -->\n\`\`\``);
  if (!block) throw new Error(`${file} has no fenced block after <!-- test: ${name} -->`);
  const [code] = block.slice(block.indexOf("\n") + 1).split("\n```");
  return code.replace(/(<script src="https:[^"]*")>/, `$1\n  integrity="${sdk.integrity}"\n  crossorigin="anonymous">`);
}
