/** @jest-environment jsdom */
const { act, createElement } = require("react");
const { createRoot } = require("react-dom/client");
const { createApp } = require("vue");
const { default: AlterConnect } = require("alter-connect");
const { isAlterError } = require("alter-connect/errors");
const { diagnose } = require("alter-connect/preflight");
const react = require("alter-connect/react");
const { mockConnect } = require("alter-connect/testing");
const vue = require("alter-connect/vue");
require("alter-connect/element");

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

test("the kit, from CommonJS", async () => {
  const alter = mockConnect();
  const granted = AlterConnect.create().connect({ token: "t" });
  await alter.grant([{ account_identifier: "ada@example.com" }]);
  expect(await granted).toMatchObject([{ account_identifier: "ada@example.com" }]);
  const refused = AlterConnect.create().connect({ token: "t" });
  alter.exit();
  const error = await refused.catch((error) => error);
  expect(isAlterError(error, "exit")).toBe(true);
  alter.restore();
});

// Each gives the flow that its component has.
test.each([
  [
    "React",
    async (root) => {
      let flow;
      const Account = () => ((flow = react.useAlterConnect({ token: "t" })), null);
      await act(async () => createRoot(root).render(createElement(Account)));
      return flow;
    },
  ],
  [
    "Vue",
    async (root) => {
      let flow;
      createApp({ setup: () => ((flow = vue.useAlterConnect({ token: "t" })), () => null) }).mount(root);
      return flow;
    },
  ],
  [
    "the element",
    async (root) => {
      root.innerHTML = "<alter-connect><button></button></alter-connect>";
      const [element] = root.children;
      element.token = "t";
      const ended = new Promise((resolve) => element.addEventListener("alter-success", ({ detail }) => resolve(detail)));
      return { open: () => (root.querySelector("button").click(), ended) };
    },
  ],
])("a component, from CommonJS: %s", async (_, mount) => {
  const alter = mockConnect();
  const root = document.body.appendChild(document.createElement("main"));
  const { open } = await mount(root);
  let outcome;
  await act(async () => {
    outcome = open();
  });
  await act(() => alter.grant());
  expect((await outcome).grants).toMatchObject([{ account_identifier: "ada@example.com" }]);
  alter.restore();
});

test("preflight knows the class, from CommonJS", async () => {
  globalThis.AlterConnect = AlterConnect;
  const codes = (await diagnose()).map(({ code }) => code);
  delete globalThis.AlterConnect;
  expect(codes).not.toContain("second_copy");
});
