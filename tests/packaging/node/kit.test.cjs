/** @jest-environment jsdom */
const { default: AlterConnect } = require("alter-connect");
const { isAlterError } = require("alter-connect/errors");
const { mockConnect } = require("alter-connect/testing");

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
