// The embedding code for the choices made: a whole piece of HTML that does what this page does, to be pasted as it is.

import { sessionRequest } from "./session.js";

/** `sdk` is the script's `src` and `integrity`. */
export function snippet(choices, sdk) {
  const script = [...opening(), ...returned(choices), ...session(choices), ...click(choices)];
  return [
    '<button id="connect">Connect an account</button>',
    '<output id="result"></output>',
    "",
    `<script src="${sdk.src}"`,
    `  integrity="${sdk.integrity}"`,
    '  crossorigin="anonymous"></script>',
    "<script>",
    ...script.map((line) => (line ? `  ${line}` : "")),
    "</script>",
  ].join("\n");
}

function opening() {
  return [
    "const connect = AlterConnect.create();",
    'const show = (text) => (document.getElementById("result").textContent = text);',
    'const onSuccess = (grants) => show("Connected: " + grants.map((grant) => grant.provider_name).join(", "));',
    "const onError = (error) => show(error.message);",
    "",
  ];
}

function returned({ launch }) {
  if (launch !== "redirect") return [];
  return [
    "// After a redirect the page has been loaded anew, and the result is here, once.",
    "connect.takeRedirectResult().then((returned) => {",
    "  if (returned?.grants) onSuccess(returned.grants);",
    "  if (returned?.error) onError(returned.error);",
    "});",
    "",
  ];
}

function session(choices) {
  const { page } = choices.scenario;
  if (page === "no-token") return [];
  if (page === "failing-token") {
    return ["async function newSession() {", '  throw new Error("the backend could not create a session");', "}", ""];
  }
  return [
    "async function newSession() {",
    ...(page === "slow-token" ? ["  await new Promise((resolve) => setTimeout(resolve, 3000));"] : []),
    "  const body = JSON.stringify({",
    ...fields(choices).map((field) => `    ${field},`),
    "  });",
    '  const headers = { "content-type": "application/json" };',
    '  const response = await fetch("/api/session", { method: "POST", headers, body });',
    "  return response.json();",
    "}",
    "",
  ];
}

/** What the backend is asked for, as JavaScript source. */
function fields(choices) {
  const { allowed_providers, metadata } = sessionRequest(choices);
  return [
    ...(allowed_providers ? [`allowed_providers: ${literal(allowed_providers)}`] : []),
    "return_url: location.origin + location.pathname",
    ...(metadata ? [`metadata: ${literal(metadata)}`] : []),
  ];
}

function click({ launch, scenario, session }) {
  const late = session === "late";
  return [
    `document.getElementById("connect").addEventListener("click", ${late ? "" : "async "}() => {`,
    ...(late || scenario.page === "no-token" ? [] : ["  const session = await newSession();"]),
    ...(scenario.page === "blocked" ? ["  window.open = () => null; // what a popup blocker does"] : []),
    "  connect",
    "    .open({",
    ...source(scenario, late).map((line) => `      ${line}`),
    ...(launch === "redirect" ? ['      display: "redirect",'] : []),
    "      onSuccess,",
    "      onError,",
    '      onExit: () => show("The window was closed."),',
    "    })",
    "    .catch(onError);",
    "});",
  ];
}

function source({ page }, late) {
  if (page === "no-token") return [];
  if (late) return ["connectUrl: () => newSession().then((session) => session.connect_url),"];
  return ["token: session.session_token,", "baseURL: session.base_url,"];
}

/** As one would write it: bare keys, and spaces. */
function literal(value) {
  return JSON.stringify(value)
    .replace(/"(\w+)":/g, " $1: ")
    .replace(/}/g, " }")
    .replace(/,(?=")/g, ", ");
}
