// Before `npm pack` and `npm publish`: a package that is not built is refused, and what lies elsewhere in the repository is
// copied.
import { cpSync, existsSync, readFileSync } from "node:fs";

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const files = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry).flatMap(files));
const missing = files(exports).find((file) => !file.includes("*") && !existsSync(file));
if (missing) {
  console.error(`The package is not built: ${missing} is missing. Run \`cargo xtask build\`, then try again.`);
  process.exit(1);
}
for (const file of ["CHANGELOG.md", "LICENSE", "docs/errors.md"]) cpSync(`../${file}`, file, { preserveTimestamps: true });
