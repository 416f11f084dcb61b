// Makes code short: terser shortens names, those of properties too, and swc finds what it leaves.
import swc from "@swc/core";
import * as terser from "terser";

/**
 * @param {string} code
 * @param {{ module?: boolean, toplevel?: boolean, arrows?: boolean, properties?: RegExp }} kind `module`: an ES module. `toplevel`:
 * nobody sees the names at its top level. `arrows`: no function is called with `new`. `properties`: those that no other code sees.
 */
export async function minify(code, { module = false, toplevel = true, arrows = false, properties }) {
  const terse = await terser.minify(code, {
    module,
    toplevel,
    compress: { passes: 3, inline: 1, unsafe_arrows: arrows, ecma: 2020, keep_classnames: true, directives: false },
    mangle: { properties: properties ? { regex: properties, builtins: true } : false },
    format: { ecma: 2020, comments: false },
  });
  const shorter = await swc.minify(terse.code, {
    module,
    compress: { passes: 3, toplevel, sequences: false, ecma: 2020, directives: false },
    mangle: { toplevel },
    ecma: 2020,
    // Plain ASCII survives every charset.
    format: { asciiOnly: true },
  });
  return shorter.code;
}
