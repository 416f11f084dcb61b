// docs/ as a book. Its chapters lie beside each other; what they say of other files leads to pages of the site.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";

/** Documents that lie elsewhere in the repository, and their names as chapters. */
const GUESTS = {
  "README.md": "index.md",
  "CHANGELOG.md": "changelog.md",
  "CONTRIBUTING.md": "contributing.md",
  "SECURITY.md": "security-policy.md",
  "emulator/README.md": "emulator.md",
};

export function book({ root, out, mdbook, proofs }) {
  const staged = resolve(out, "../site-book");
  rmSync(staged, { recursive: true, force: true });
  cpSync(join(root, "docs"), staged, { recursive: true });
  for (const added of ["accessible.css", "accessible.js"]) copyFileSync(join(root, "www", added), join(staged, added));
  const chapters = readdirSync(staged).filter((file) => file.endsWith(".md") && file !== "SUMMARY.md");
  const summary = readFileSync(join(staged, "SUMMARY.md"), "utf8");
  for (const chapter of chapters) {
    if (!summary.includes(`](${chapter})`)) throw new Error(`docs/SUMMARY.md does not list ${chapter}`);
    stage(`docs/${chapter}`, chapter);
  }
  for (const [guest, chapter] of Object.entries(GUESTS)) stage(guest, chapter);
  execFileSync(mdbook, ["build", "--dest-dir", resolve(out, "docs"), staged], { stdio: ["ignore", "ignore", "inherit"] });
  // mdBook copies whatever is no chapter.
  for (const copied of ["book.toml", "accessible.css", "accessible.js"]) rmSync(join(out, "docs", copied), { force: true });

  function stage(source, chapter) {
    const text = readFileSync(join(root, source), "utf8");
    const link = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;
    const led = (part) => part.replace(link, (whole, image, label, target) => {
      if (image || /^(https?:|#|mailto:)/.test(target)) return whole;
      return `[${label}](${lead(posix.join(posix.dirname(source), target), label)})`;
    });
    // Brackets in code are no links. Rust stays as it is: mdBook would add a main() around it.
    const code = (part) => part.replace(/^```rust$/m, "```rust,noplayground");
    const parts = text.split(/(^```[^]*?^```$)/m).map((part) => (part.startsWith("```") ? code(part) : led(part)));
    writeFileSync(join(staged, chapter), parts.join(""));
  }

  /** From a path in the repository to the page that has it. */
  function lead(path, label) {
    const [file, fragment] = path.split("#");
    const hash = fragment ? `#${fragment}` : "";
    const known = GUESTS[file] ?? (/^docs\/[^/]+\.md$/.test(file) ? file.slice(5) : undefined);
    if (known) return known + hash;
    const test = file.endsWith(".rs") ? label.match(/^`([^.`]+)`$/)?.[1] : undefined;
    return `../source/${proofs.of(file.replace(/\/$/, ""), test)}`;
  }
}
