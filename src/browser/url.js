// What is shorter in JavaScript than as calls from Rust.
import { attempt, enter, value } from "./values.js";

export const withoutSlashes = (path) => enter(value(path).replace(/\/*$/, ""));

// The first of several parameters of the same name counts.
export const parameters = (query) =>
  enter(attempt(() => Object.fromEntries([...new URLSearchParams(value(query))].reverse())));
