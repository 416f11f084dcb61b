const { copyFileSync } = require("node:fs");

module.exports = {
  mode: "production",
  entry: "./main.js",
  plugins: [
    {
      apply: (compiler) =>
        compiler.hooks.afterEmit.tap("page", () => copyFileSync("index.html", "dist/index.html")),
    },
  ],
};
