// All that programs in the lab work with.
export * from "./ledger.js";
export * from "./platform.js";
export * from "./refused.js";
export * from "./stand_in.js";
export * from "./sweep.js";
