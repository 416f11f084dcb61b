import { expect, test } from "@playwright/test";
import { type EmulatedConnect, emulateConnect } from "alter-connect/testing/playwright";

let alter: EmulatedConnect;
test.beforeEach(async ({ page }) => {
  alter = await emulateConnect(page, { script: { accounts: ["ada@example.com"] } });
  // In place of the app's backend, which would ask Alter which grants there are.
  await page.route("**/api/grants", async (route) => route.fulfill({ json: await alter.poll() }));
  await page.goto("/");
});
test.afterEach(() => alter.close());

test("a user connects an account", async ({ page }) => {
  await page.getByRole("button", { name: "Connect an account" }).click();
  await expect(page.getByText("google: ada@example.com")).toBeVisible();
});

test("a user declines", async ({ page }) => {
  alter.script = { outcome: "deny" };
  await page.getByRole("button", { name: "Connect an account" }).click();
  await expect(page.getByText("You declined, so nothing was connected.")).toBeVisible();
});

test("a user chooses an account in the popup", async ({ page }) => {
  alter.script = null;
  const opens = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Connect an account" }).click();
  const popup = await opens;
  await popup.locator("#approve").click();
  await expect(page.getByText("google: demo@example.com")).toBeVisible();
});

test("a provider isolates its page", async ({ page }) => {
  alter.script = { coop: true, accounts: ["ada@example.com"] };
  await page.getByRole("button", { name: "Connect an account" }).click();
  await expect(page.getByText("google: ada@example.com")).toBeVisible();
});
