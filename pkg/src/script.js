// The SDK without WebAssembly: the same code as JavaScript, for browsers and policies that have none.
export { default } from "sdk:script";
