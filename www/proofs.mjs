// Files of the repository that pages of the site point at, as pages: a proof can be read where it is claimed.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import hljs from "highlight.js/lib/common";

const LANGUAGES = { css: "css", html: "xml", js: "javascript", json: "json", jsx: "javascript", mjs: "javascript", py: "python", rs: "rust", toml: "ini", ts: "typescript", vue: "xml" };

export const highlighted = (code, language) =>
  language ? hljs.highlight(code, { language }).value : hljs.highlight(code, { language: "plaintext" }).value;

export class Proofs {
  #root;
  #out;
  #named = new Map();

  constructor(root, out) {
    this.#root = root;
    this.#out = out;
  }

  /** The page of a file or folder, from the folder of all these pages; with a name, the place of a test in it. */
  of(path, name) {
    const known = this.#named.get(path) ?? this.#named.set(path, new Set()).get(path);
    if (!name) return `${path}.html`;
    known.add(name);
    return `${path}.html#${slug(name)}`;
  }

  write() {
    for (const [path, names] of this.#named) {
      const target = join(this.#out, `${path}.html`);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, this.#page(path, names, relative(dirname(target), join(this.#out, ".."))));
    }
  }

  #page(path, names, up) {
    const files = statSync(join(this.#root, path)).isDirectory() ? this.#tracked(path) : [path];
    const parts = files.map((file) => {
      const title = files.length > 1 ? `<h2>${escaped(file.slice(path.length + 1))}</h2>\n` : "";
      return `${title}<pre tabindex="0"><code>${this.#code(file, names)}</code></pre>`;
    });
    return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${escaped(path)} · Alter Connect</title>
  <link rel="icon" href="${up}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${up}/style.css">
</head>
<body>
  <header class="top"><p class="brand"><a href="${up}/index.html">Alter Connect</a></p><nav aria-label="Main"><a href="${up}/docs/index.html">Docs</a></nav></header>
  <main class="file"><h1>${escaped(path)}</h1>
${parts.join("\n")}
  </main>
</body>
</html>
`;
  }

  /** The code, with a place to go to where each test of these names begins. */
  #code(file, names) {
    const missing = new Set(names);
    const html = highlighted(readFileSync(join(this.#root, file), "utf8"), LANGUAGES[file.split(".").pop()]);
    const lines = html.split("\n").map((line) => {
      const text = line.replace(/<[^>]*>/g, "");
      for (const name of missing) {
        if (!text.includes(`fn ${name}(`) && !text.includes(`&quot;${escaped(name)}&quot;`)) continue;
        missing.delete(name);
        return `<span class="here" id="${slug(name)}"></span>${line}`;
      }
      return line;
    });
    if (missing.size > 0) throw new Error(`${file} has no test named ${[...missing].join(", ")}`);
    return lines.join("\n");
  }

  #tracked(folder) {
    const list = execFileSync("git", ["ls-files", folder], { cwd: this.#root, encoding: "utf8" });
    return list.split("\n").filter((file) => /\.(css|html|js|jsx|json|md|mjs|py|rs|toml|ts|tsx|txt|vue)$/.test(file));
  }
}

const slug = (name) => name.replace(/\W+/g, "-");

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
