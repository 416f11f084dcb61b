// What the testing kit can bring about, in whatever DOM tests have.
import { expect, test, vi } from "vitest";
import AlterConnect from "alter-connect";
import "alter-connect/element";
import { isAlterError } from "alter-connect/errors";
import { mockConnect } from "alter-connect/testing";

const codeOf = (promise) => promise.then(() => "granted", (error) => (isAlterError(error) ? error.code : `${error}`));
const connect = (options) => AlterConnect.create().connect({ token: "t", ...options });
const played = (name, play) =>
  test(name, async () => {
    const alter = mockConnect();
    const nativeOpen = window.open;
    try {
      await play(alter);
    } finally {
      alter.restore();
    }
    expect(window.open).not.toBe(nativeOpen);
    expect(sessionStorage.length).toBe(0);
  });

played("granted: what is left out is made up", async (alter) => {
  const granted = connect();
  await alter.grant([{ provider: "slack", scopes: ["read"] }, {}]);
  const [first, second] = await granted;
  expect(first).toMatchObject({ provider: "slack", provider_name: "Slack", scopes: ["read"], status: "active" });
  expect(second.provider).toBe("google");
  expect(alter.isOpen).toBe(false);
});
played("a slow token: the window is there, the page follows", async (alter) => {
  let arrive;
  const granted = connect({ token: () => new Promise((resolve) => (arrive = resolve)) });
  expect(alter.isOpen).toBe(true);
  const done = alter.grant();
  await new Promise((resolve) => setTimeout(resolve));
  expect(alter.isOpen).toBe(true);
  arrive("late");
  expect((await alter.opened()).hash).toBe("#session=late");
  await done;
  expect(await codeOf(granted)).toBe("granted");
});
for (const [play, code] of [
  [(alter) => alter.deny(), "connect_denied"],
  [(alter) => alter.expire(), "session_expired"],
  [(alter) => alter.fail("provider_error"), "provider_error"],
  [(alter) => alter.exit(), "exit"],
]) {
  played(code, async (alter) => {
    const refused = codeOf(connect());
    await play(alter);
    expect(await refused).toBe(code);
  });
}
played("blocked, once", async (alter) => {
  alter.block();
  expect(await codeOf(connect())).toBe("popup_blocked");
  const granted = connect();
  await alter.grant();
  expect(await codeOf(granted)).toBe("granted");
});
played("a redirect's return: granted", async (alter) => {
  const before = location.href;
  alter.returnWith({ grant: { account_identifier: "ada@example.com", scopes: ["a", "b"] } });
  const { grants } = await AlterConnect.create().takeRedirectResult();
  expect(grants).toMatchObject([{ account_identifier: "ada@example.com", scopes: ["a", "b"] }]);
  expect(location.href).toBe(before);
});
played("a redirect's return: refused", async (alter) => {
  alter.returnWith({ error: "connect_denied" });
  expect((await AlterConnect.create().takeRedirectResult()).error.code).toBe("connect_denied");
});
test("a return that nobody has read is taken back", async () => {
  const before = location.href;
  const alter = mockConnect();
  alter.returnWith({ grant: {} });
  alter.restore();
  expect(location.href).toBe(before);
  expect(await AlterConnect.create().takeRedirectResult()).toBe(null);
});
test("a return into an address of the app's own, made twice and taken back", async () => {
  const before = location.href;
  history.replaceState(null, "", "?provider=acme&tab=2#there");
  const own = location.href;
  const alter = mockConnect();
  alter.returnWith({ grant: {} });
  alter.returnWith({ error: "connect_denied" });
  expect(new URL(location.href).searchParams.get("tab")).toBe("2");
  location.hash = "#elsewhere";
  alter.restore();
  expect(location.href).toBe(own);
  history.replaceState(null, "", before);
});
test.each([["of making", 0], ["of need", 1]])("two are restored in the order %s", async (_, last) => {
  const nativeOpen = window.open;
  const both = [mockConnect(), mockConnect()];
  const granted = connect();
  expect(both.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  await both[1].grant();
  expect(await granted).toHaveLength(1);
  both[last].restore();
  expect(window.open).not.toBe(nativeOpen);
  both[1 - last].restore();
  expect(window.open).toBe(nativeOpen);
  // Once more does no harm.
  both[last].restore();
  expect(window.open).toBe(nativeOpen);
});
test("grants that nobody has taken are gone with it", async () => {
  const next = () => document.body.appendChild(document.createElement("alter-connect"));
  const shown = [];
  for (const name of ["first", "second"]) {
    const alter = mockConnect();
    const element = next();
    element.owner = "team-1";
    element.token = "t";
    element.innerHTML = "<button>Connect</button>";
    await new Promise((resolve) => setTimeout(resolve));
    shown.push(`${name} ${element.status}`);
    element.firstChild.click();
    element.remove();
    await alter.grant();
    alter.restore();
  }
  expect(shown).toEqual(["first idle", "second idle"]);
});
played("the Connect page is of another origin", async (alter) => {
  const opened = vi.spyOn(window, "open");
  const granted = connect();
  await alter.opened();
  const { location } = opened.mock.results[0].value;
  expect(() => location.href).toThrow("another origin");
  opened.mockRestore();
  await alter.grant();
  expect(await codeOf(granted)).toBe("granted");
});
played("the token fails while the test waits: it says what to look at", async (alter) => {
  let fail;
  const refused = codeOf(connect({ token: () => new Promise((_, reject) => (fail = reject)) }));
  const waits = [alter.grant(), alter.opened()];
  fail(new Error("no backend"));
  for (const wait of waits) await expect(wait).rejects.toThrow("before the Connect page was there");
  expect(await refused).toBe("token_failed");
});
played("a window that another flow takes", async (alter) => {
  const first = codeOf(connect({ token: () => new Promise(() => {}) }));
  const waits = alter.opened();
  const second = codeOf(connect());
  await expect(waits).rejects.toThrow("before the Connect page was there");
  await alter.grant();
  expect([await first, await second]).toEqual(["exit", "granted"]);
});
played("what is undefined is left out", async (alter) => {
  const granted = connect();
  await alter.grant([{ provider: undefined, scopes: undefined }]);
  expect(await granted).toMatchObject([{ provider: "google", scopes: [] }]);
  alter.returnWith({ grant: { scopes: undefined, grant_id: undefined } });
  expect((await AlterConnect.create().takeRedirectResult()).grants).toMatchObject([{ scopes: [] }]);
});
played("nothing is open: it says what to do", async (alter) => {
  await expect(alter.grant()).rejects.toThrow("No Connect window is open");
});
played("other windows are left alone", async (alter) => {
  window.open("about:blank", "help");
  expect(alter.isOpen).toBe(false);
});
