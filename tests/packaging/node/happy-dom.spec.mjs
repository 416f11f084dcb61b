// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import AlterConnect from "@alter-ai/connect";

test("a component's test can open and close it", async () => {
  const popup = { closed: false, close: vi.fn(), focus: vi.fn(), location: {} };
  const open = vi.spyOn(window, "open").mockReturnValue(popup);
  const connect = AlterConnect.create();
  await connect.open({ token: "t", onSuccess() {} });
  expect(open).toHaveBeenCalledOnce();
  expect(connect.isOpen()).toBe(true);
  connect.close();
  expect(popup.close).toHaveBeenCalled();
  expect(connect.isOpen()).toBe(false);
  connect.destroy();
});

test("bad options reject with a code", async () => {
  await expect(AlterConnect.create().open({ onSuccess() {} })).rejects.toMatchObject({ code: "invalid_options" });
});
