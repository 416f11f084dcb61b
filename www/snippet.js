// The embedding code for the choices made: what this page does, without the page around it.

import { sessionRequest } from "./session.js";

export function snippet(choices) {
  return [
    '<script src="/dist/alter-connect.umd.js"></script>',
    "",
    "const connect = AlterConnect.create();",
    "",
    ...returned(choices),
    ...session(choices),
    ...click(choices),
  ].join("\n");
}

function returned({ launch }) {
  if (launch !== "redirect") return [];
  return [
    "// After a redirect the page has been loaded anew, and the result is here, once.",
    "async function takeReturned() {",
    "  const returned = await connect.takeRedirectResult();",
    "  if (returned?.grants) show(returned.grants);",
    "  if (returned?.error) explain(returned.error);",
    "}",
    "takeReturned();",
    "",
  ];
}

function session(choices) {
  const { scenario } = choices;
  if (scenario.page === "no-token") return [];
  const body = literal(sessionRequest(choices)).split("\n");
  const comment = scenario.emulator ? ["  // metadata.emulator scripts the answer, in tests only"] : [];
  return [
    "async function newSession() {",
    ...(scenario.page === "slow-token" ? ["  await delay(3000);"] : []),
    ...(scenario.page === "failing-token"
      ? ['  throw new Error("the backend could not create a session");']
      : [
          ...comment,
          `  const body = JSON.stringify(${body[0]}`,
          ...body.slice(1, -1).map((line) => `  ${line}`),
          "  });",
          '  const headers = { "content-type": "application/json" };',
          '  const response = await fetch("/api/session", { method: "POST", headers, body });',
          "  return response.json();",
        ]),
    "}",
    "",
  ];
}

function click(choices) {
  const late = choices.session === "late";
  const blocked = choices.scenario.page === "blocked";
  return [
    `button.addEventListener("click", ${late ? "" : "async "}() => {`,
    ...(late ? [] : ["  const session = await newSession();"]),
    ...(blocked ? ["  window.open = () => null; // what a popup blocker does"] : []),
    "  connect.open({",
    ...source(choices),
    "    onSuccess: (grants) => show(grants),",
    "    onError: (error) => explain(error),",
    "    onExit: () => {},",
    "    onEvent: (name, metadata) => {},",
    "  });",
    "});",
  ];
}

function source({ scenario, session }) {
  if (scenario.page === "no-token") return [];
  if (session === "late") {
    return ["    connectUrl: () => newSession().then((session) => session.connect_url),"];
  }
  return ["    token: session.session_token,", "    baseURL: session.base_url,"];
}

/** A request as JavaScript source: bare keys, one line for each top-level entry. */
function literal(request) {
  const lines = Object.entries(request).map(([key, value]) => {
    const text = JSON.stringify(value)
      .replace(/"(\w+)":/g, " $1: ")
      .replace(/}/g, " }")
      .replace(/,(?=")/g, ", ");
    return `  ${key}: ${text},`;
  });
  return ["{", ...lines, "}"].join("\n");
}
