const { default: AlterConnect } = require("@alter-ai/connect");

test("is required and created on a server; open() says that it needs a browser", async () => {
  const connect = AlterConnect.create();
  expect(connect.isOpen()).toBe(false);
  await expect(connect.open({ token: "t", onSuccess() {} })).rejects.toMatchObject({ code: "unsupported_environment" });
});

test("bad options reject with a code", async () => {
  await expect(AlterConnect.create().open({ onSuccess() {} })).rejects.toMatchObject({ code: "invalid_options" });
});
