import { expect, test } from "@playwright/test";
import { emulateConnect } from "alter-connect/testing/playwright";

let alter;
test.beforeEach(async ({ page }) => {
  alter = await emulateConnect(page, { script: { accounts: ["ada@example.com"] } });
  // The app's backend would ask Alter which grants there are.
  await page.route("**/api/grants", async (route) => route.fulfill({ json: await alter.poll() }));
  await page.goto("/");
});
test.afterEach(() => alter.close());

test("a user connects an account", async ({ page }) => {
  await page.getByRole("button", { name: "Connect an account" }).click();
  await expect(page.getByRole("listitem")).toHaveText("google: ada@example.com");
});

test("a user declines", async ({ page }) => {
  alter.script = { outcome: "deny" };
  await page.getByRole("button", { name: "Connect an account" }).click();
  await expect(page.locator("#message")).not.toBeEmpty();
});

test("a user chooses an account in the popup", async ({ page }) => {
  alter.script = null;
  const opens = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Connect an account" }).click();
  const popup = await opens;
  await popup.locator("#approve").click();
  await expect(page.getByRole("listitem")).toHaveText("google: demo@example.com");
});
