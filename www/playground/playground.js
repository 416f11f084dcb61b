// The page: reads the choices, starts flows, and keeps every view in step.

import { prepare } from "./backend.js";
import { listen, start, takeReturned } from "./flow.js";
import { showGrants } from "./grants.js";
import { providers, scenario, scenarios } from "./scenarios.js";
import { snippet } from "./snippet.js";
import { tabs } from "./tabs.js";
import * as timeline from "./timeline.js";

const HINTS = {
  auto: "The SDK decides: a popup on a desktop, a redirect on a phone.",
  redirect: "As on a phone. Here the app asks for it, with the option display.",
  late: "A function: the popup opens in the click and goes on when the session is there. Popup blockers allow it.",
  ready: "The session is fetched first, then the popup opens. Strict popup blockers may stop it.",
};
const STORE = "playground";

const page = (id) => document.getElementById(id);
const form = page("choices");

buildChoices();
const saved = recall();
if (saved) applyChoices(saved.choices);
try {
  run(window.AlterConnect.create());
} catch (error) {
  // No SDK at all, or one that says why it can't run here.
  page("missing").hidden = Boolean(window.AlterConnect);
  page("broken").hidden = !window.AlterConnect;
  page("broken").textContent = error.message;
  page("connect").disabled = true;
}
refresh();
form.addEventListener("change", refresh);
page("clear").addEventListener("click", timeline.clear);
page("copy").addEventListener("click", copyCode);
tabs();
// Whoever comes near the form may press Connect soon.
for (const sign of ["pointerenter", "focusin"]) form.addEventListener(sign, prepare, { once: true });
for (const trial of document.querySelectorAll("[data-try]")) trial.addEventListener("click", () => choose(trial.dataset.try));

function run(connect) {
  if (saved?.left) {
    timeline.restore(saved.left);
    timeline.add("page", "came back");
  }
  page("version").textContent = `SDK ${connect.getVersion()}`;
  const log = watched(connect);
  takeReturned(connect, log, showGrants);
  listen(connect, log, showGrants);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!connect.isOpen()) timeline.restart();
    start(connect, readChoices(), log);
  });
  page("close").addEventListener("click", () => {
    log("call", "close");
    connect.close();
  });
  window.addEventListener("pagehide", () => {
    const left = connect.isOpen();
    if (left) timeline.add("page", "left in mid-flow");
    remember(left ? timeline.snapshot() : null);
  });
}

/** A `log` that also reports each change of `isOpen()`. */
function watched(connect) {
  let known = false;
  let timer = null;
  const check = () => {
    const open = connect.isOpen();
    if (open !== known) {
      known = open;
      timeline.add("state", `isOpen() is ${open}`);
      page("status").dataset.open = String(open);
      page("open-state").textContent = open ? "Open" : "Idle";
      page("close").disabled = !open;
    }
    clearTimeout(timer);
    if (open) timer = setTimeout(check, 100);
  };
  return (...entry) => {
    timeline.add(...entry);
    check();
    // What a call changes shows once it has returned.
    queueMicrotask(check);
  };
}

function buildChoices() {
  const chips = providers.map(({ id, name }, index) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: "provider", value: id, checked: index === 0 });
    const text = document.createElement("span");
    text.textContent = name;
    label.append(box, text);
    return label;
  });
  document.querySelector("#providers .chips").append(...chips);

  const groups = scenarios.map(({ group, entries }) => {
    const made = document.createElement("optgroup");
    made.label = group;
    made.append(...entries.map(({ id, label }) => new Option(label, id)));
    return made;
  });
  page("outcome").append(...groups);
}

function readChoices() {
  const data = new FormData(form);
  const chosen = scenario(data.get("outcome"));
  return {
    providers: data.getAll("provider"),
    scenario: chosen,
    launch: data.get("launch"),
    session: chosen.late ? "late" : form.elements.session.value,
  };
}

function applyChoices({ providers: ticked, outcome, launch, session }) {
  for (const box of form.elements.provider) box.checked = ticked.includes(box.value);
  form.elements.outcome.value = scenario(outcome).id;
  form.elements.launch.value = launch;
  form.elements.session.value = session;
}

/** A scenario from elsewhere on the page: `coop`, or `redirect` for the way of phones. */
function choose(trial) {
  const launch = trial === "redirect" ? "redirect" : "auto";
  applyChoices({ ...formChoices(), outcome: launch === "redirect" ? "click" : trial, launch });
  refresh();
  page("playground").scrollIntoView();
  page("connect").focus({ preventScroll: true });
}

function refresh() {
  const choices = readChoices();
  page("outcome-hint").textContent = choices.scenario.what;
  page("launch-hint").textContent = HINTS[choices.launch];
  page("session-hint").textContent = HINTS[choices.session];
  for (const radio of form.elements.session) {
    radio.disabled = Boolean(choices.scenario.late);
    radio.checked = radio.value === choices.session;
  }
  page("code").textContent = snippet(choices, page("code").dataset);
}

async function copyCode() {
  try {
    await navigator.clipboard.writeText(page("code").textContent);
    page("copy").textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(page("code"));
    page("copy").textContent = "Selected";
  }
  setTimeout(() => (page("copy").textContent = "Copy"), 2000);
}

/** What `applyChoices` takes. */
function formChoices() {
  const { providers: ticked, scenario: chosen, launch, session } = readChoices();
  return { providers: ticked, outcome: chosen.id, launch, session };
}

function remember(left) {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ choices: formChoices(), left }));
  } catch {
    // A browser without storage forgets the choices; nothing else depends on them.
  }
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE));
  } catch {
    return null;
  }
}
