// @vitest-environment node
import { expect, test } from "vitest";
import AlterConnect from "@alter-ai/connect";

test("imports and creates on a server; open() says that it needs a browser", async () => {
  expect(typeof window).toBe("undefined");
  const connect = AlterConnect.create();
  expect(connect.isOpen()).toBe(false);
  await expect(connect.open({ token: "t", onSuccess() {} })).rejects.toMatchObject({ code: "unsupported_environment" });
});
