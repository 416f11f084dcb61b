import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["backend/", "measure/", "packaging/", "site/"] },
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
  { files: ["*.js"], languageOptions: { globals: globals.node } },
];
