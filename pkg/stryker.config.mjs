// What `cargo xtask mutants --loader` does: it builds faults into the loader, one at a time, and scenarios in Chromium have to
// notice each.
export default {
  mutate: ["src/loader.js", "src/wasm.js"],
  // Terser takes `a?.b()` and `a.b()` for the same when they stand beside each other.
  mutator: { excludedMutations: ["OptionalChaining"] },
  inPlace: true,
  buildCommand: "npm run bundle",
  testRunner: "command",
  commandRunner: { command: '"$ALTER_XTASK" notice-fault' },
  concurrency: 1,
  // The tests bound themselves what hangs.
  timeoutMS: 1_800_000,
  reporters: ["clear-text"],
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { break: 100 },
};
