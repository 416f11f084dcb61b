// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type MockConnect, mockConnect } from "alter-connect/testing";
import { connectAccount } from "../src/account";

const newConnectUrl = async () => "https://connect.example.com/#session=s";

let alter: MockConnect;
beforeEach(() => {
  alter = mockConnect();
});
afterEach(() => {
  alter.restore();
  vi.restoreAllMocks();
});

test("says which account was connected", async () => {
  const outcome = connectAccount(newConnectUrl);
  await alter.grant([{ provider_name: "Google" }]);
  expect(await outcome).toEqual({ granted: true, message: "Connected: Google" });
});

test("says what to do when the window is blocked", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {}); // the app logs the error for its developer
  alter.block();
  expect((await connectAccount(newConnectUrl)).message).toBe("Please allow the window, and try again.");
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ code: "popup_blocked" }));
});

test("says nothing when the user closes the window before the session is there", async () => {
  const outcome = connectAccount(() => new Promise(() => {}));
  alter.exit();
  expect((await outcome).message).toBe("");
});
