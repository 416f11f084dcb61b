// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { mockConnect } from "alter-connect/testing";
import { connectAccount } from "./account.mjs";

let alter;
beforeEach(() => {
  alter = mockConnect();
});
afterEach(() => alter.restore());

test("says which account was connected", async () => {
  const said = connectAccount(async () => "token");
  await alter.grant([{ account_identifier: "ada@example.com" }]);
  expect(await said).toBe("Connected: ada@example.com");
});

test("says what to do when the window is blocked", async () => {
  alter.block();
  expect(await connectAccount(async () => "token")).toBe("Please allow the window, and try again.");
});

test("says nothing when the user closes the window before the token is there", async () => {
  const said = connectAccount(() => new Promise(() => {}));
  alter.exit();
  expect(await said).toBe("");
});
