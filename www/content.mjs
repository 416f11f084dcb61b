// What the front page says beside its own text: samples from files that tests run, and differences with their proofs.

/** `from` is a file, or a marked snippet (`<!-- test: … -->`) of one; `lines` are the first and the last to show. `more` is a page of docs/. */
export const samples = [
  {
    id: "script", name: "Script tag", language: "xml", from: "README.md#ten-lines",
    about: "A global, ready in the next line. With the integrity value, the browser refuses a script that was changed.",
    more: "javascript", moreName: "JavaScript and TypeScript",
  },
  {
    id: "esm", name: "ESM", language: "javascript", from: "docs/javascript.md#vanilla",
    about: "For bundlers, and for browsers with an import map.",
    more: "javascript", moreName: "JavaScript and TypeScript",
  },
  {
    id: "react", name: "React", language: "javascript", from: "examples/react/src/ConnectButton.jsx",
    about: "A hook. It works in StrictMode, and gives you what a redirect brought back.",
    more: "react", moreName: "React",
  },
  {
    id: "vue", name: "Vue", language: "xml", from: "examples/vue/src/ConnectButton.vue",
    about: "A composable. It renders on a server, too.",
    more: "vue", moreName: "Vue",
  },
  {
    id: "element", name: "Element", language: "xml", from: "examples/element/index.html",
    lines: ["<main>", "</main>"],
    about: 'Put it around a button of your own, after import "alter-connect/element". Events tell you the outcome.',
    more: "element", moreName: "the element",
  },
  {
    id: "leptos", name: "Leptos", language: "rust", from: "examples/leptos/src/main.rs",
    lines: ["#[component]", "}"],
    about: "The same SDK as a crate, with a typed, awaited API.",
    more: "rust", moreName: "Rust",
  },
];

/** `scenario` is one of the playground's; the test has to exist. */
export const differences = [
  {
    title: "The popup opens in the click, the token follows",
    text: "If you fetch the session first, strict popup blockers stop the popup. Here a token may be a promise: the window opens at once, waits, and goes on when the token is there.",
    scenario: "slow-token", test: ["e2e/tests/token.rs", "a_promise_of_a_token"],
  },
  {
    title: "On phones, the result reaches your code",
    text: "After a redirect, the original emits the result before a handler can exist. This package keeps it until your handler takes it.",
    scenario: "redirect", test: ["e2e/tests/redirect.rs", "out_and_back_with_a_grant"],
  },
  {
    title: "No false “user closed the window”",
    text: "A provider that isolates its page makes a popup look closed. The original gives up. Here the sign-in goes on, and the result arrives.",
    scenario: "coop", test: ["e2e/tests/coop.rs", "the_result_arrives_by_the_relay"],
  },
  {
    title: "Only the popup can send a result",
    text: "With the original, any frame of Alter’s origin can forge a grant. Here it has to come from the popup that the SDK opened.",
    test: ["conformance/scenarios/origin.js", "a frame of the hosted origin"],
  },
  {
    title: "The Connect button always works",
    text: "If nobody listens for the exit, or a callback throws, the original stays open for ever, and clicks do nothing. Here the flow is over, and the next click starts a new one.",
    scenario: "silent", test: ["conformance/scenarios/endings.js", "an onSuccess that throws"],
  },
  {
    title: "What arrives has the types that are promised",
    text: "With the original, one bad item among the grants loses the good ones. Here the SDK skips it, and every field is what the types say.",
    scenario: "malformed", test: ["conformance/scenarios/messages.js", "items without id or provider"],
  },
];
