// The class for script tags and for loaders of the CommonJS and AMD kinds.
import AlterConnect from "./loader.js";

// A script tag always gets its global, whatever else is on the page; RequireJS marks the tags that it makes itself.
const script = globalThis.document?.currentScript;
const loading = script?.dataset.requiremodule;
let global = script && !loading;
if (!loading && typeof module === "object" && module?.exports) module.exports = AlterConnect;
else if (!global && typeof define === "function" && define.amd) define(() => AlterConnect);
else global = true;
if (global) globalThis.AlterConnect = AlterConnect;
