// What the front page says beside its own text: samples from files that tests run, and differences with their proofs.

/** `from` is a file, or a marked snippet (`<!-- test: … -->`) of one; `lines` are the first and the last to show. `more` is a page of docs/. */
export const samples = [
  {
    id: "script", name: "Script tag", language: "xml", from: "README.md#ten-lines",
    about: "A global, ready in the next line. With the integrity value, the script can't change under you.",
    more: "javascript", moreName: "JavaScript and TypeScript",
  },
  {
    id: "esm", name: "ESM", language: "javascript", from: "docs/javascript.md#vanilla",
    about: "For bundlers, and for browsers with an import map.",
    more: "javascript", moreName: "JavaScript and TypeScript",
  },
  {
    id: "react", name: "React", language: "javascript", from: "examples/react/src/ConnectButton.jsx",
    about: "A hook that survives StrictMode, and takes what a redirect brought back.",
    more: "react", moreName: "React",
  },
  {
    id: "vue", name: "Vue", language: "xml", from: "examples/vue/src/ConnectButton.vue",
    about: "A composable; renders on a server, too.",
    more: "vue", moreName: "Vue",
  },
  {
    id: "element", name: "Element", language: "xml", from: "examples/element/index.html",
    lines: ["<main>", "</main>"],
    about: 'Around a button of your own, after import "alter-connect/element". What comes of it are events.',
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
    text: "Fetch the session first, and strict popup blockers step in. Here a token may be a promise: the window opens at once, waits, and moves on.",
    scenario: "slow-token", test: ["e2e/tests/token.rs", "a_promise_of_a_token"],
  },
  {
    title: "On phones, the result reaches your code",
    text: "After a redirect, the original emits the result before a handler can exist. Here it is kept until yours takes it.",
    scenario: "redirect", test: ["e2e/tests/redirect.rs", "out_and_back_with_a_grant"],
  },
  {
    title: "No false “user closed the window”",
    text: "A provider that isolates its page makes a popup look closed. The original gives up; here the sign-in goes on, and the result arrives.",
    scenario: "coop", test: ["e2e/tests/coop.rs", "the_result_arrives_by_the_relay"],
  },
  {
    title: "Nobody else can hand you a result",
    text: "Any frame of Alter’s origin can forge a grant for the original. Here it has to come from the popup that the SDK opened.",
    test: ["conformance/scenarios/origin.js", "a frame of the hosted origin"],
  },
  {
    title: "The Connect button is never dead",
    text: "A popup that was closed unseen, or a callback that throws, leaves the original open for ever. Here the flow is over, and the next click starts anew.",
    scenario: "silent", test: ["conformance/scenarios/endings.js", "an onSuccess that throws"],
  },
  {
    title: "What arrives has the types that are promised",
    text: "One bad item among the grants loses the good ones there. Here it is skipped, and every field is what the types say.",
    scenario: "malformed", test: ["conformance/scenarios/messages.js", "items without id or provider"],
  },
];
