import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["backend/", "packaging/"] },
  js.configs.recommended,
  {
    languageOptions: {
      globals: {
        ...globals.browser,
        AlterConnect: "readonly",
        Copy: "readonly",
        Reference: "readonly",
        run: "readonly",
        importScripts: "readonly",
      },
    },
    rules: {
      "eqeqeq": "error",
      "no-unused-vars": ["error", { ignoreRestSiblings: true, caughtErrors: "none" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    // Scripts of pages, which share globals.
    files: ["measure/**/*.js", "site/**/*.js"],
    languageOptions: { sourceType: "script" },
    rules: { "no-redeclare": "off", "no-unused-vars": ["error", { vars: "local" }], "no-var": "off" },
  },
  { files: ["*.js"], languageOptions: { globals: globals.node } },
];
