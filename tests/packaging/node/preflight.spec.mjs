// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import AlterConnect from "alter-connect";
import { diagnose, environment } from "alter-connect/preflight";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
afterEach(() => vi.unstubAllGlobals());

test.each([
  ["Safari", `${IPHONE} Version/17.0 Mobile/15E148 Safari/604.1`, undefined, null],
  ["Chrome", `${IPHONE} CriOS/120.0 Mobile/15E148 Safari/604.1`, undefined, null],
  ["an app's browser", `${IPHONE} Mobile/15E148`, undefined, "an iOS app"],
  ["an app's browser that has the property", `${IPHONE} Mobile/15E148`, false, "an iOS app"],
  ["an app on the home screen", `${IPHONE} Mobile/15E148`, true, null],
  ["Instagram", `${IPHONE} Mobile/15E148 Instagram 300.0`, undefined, "Instagram"],
])("the browser on an iPhone: %s", (_, userAgent, standalone, webview) => {
  vi.stubGlobal("navigator", { userAgent, standalone, maxTouchPoints: 5 });
  expect(environment().webview).toBe(webview);
});

test.each([
  ["on a phone", `${IPHONE} Version/17.0 Mobile/15E148 Safari/604.1`, true, ["framed"]],
  ["on a desktop", "Mozilla/5.0 (X11; Linux x86_64)", true, []],
  ["no frame, on a phone", `${IPHONE} Version/17.0 Mobile/15E148 Safari/604.1`, false, []],
])("a page in a frame: %s", async (_, userAgent, framed, expected) => {
  vi.stubGlobal("navigator", { userAgent, maxTouchPoints: 5 });
  if (framed) vi.stubGlobal("top", { name: "the host" });
  const codes = (await diagnose()).map(({ code }) => code);
  expect(codes.filter((code) => code === "framed")).toEqual(expected);
});

const around = (...limits) => limits.flatMap((limit) => [limit - 1, limit, limit + 0.5, limit + 1]);
const DEVICES = [true, false].flatMap((framed) =>
  ["Mozilla/5.0 (X11; Linux x86_64)", IPHONE].flatMap((userAgent) =>
    [0, 5].flatMap((maxTouchPoints) =>
      around(320, 480, 768, 1024).flatMap((innerWidth) =>
        around(innerWidth).flatMap((innerHeight) => ({ framed, userAgent, maxTouchPoints, innerWidth, innerHeight })),
      ),
    ),
  ),
);

/** What the SDK tries where neither works: to open a popup, or to leave the page. */
function tried(display) {
  const WAYS = { popup_blocked: "popup", redirect_error: "redirect" };
  let way;
  AlterConnect.create({ display }).open({ token: "t", onSuccess() {}, onError: ({ code }) => (way = WAYS[code]) });
  return way;
}

test.each([undefined, "auto", "popup", "redirect"])("the SDK does on every device what it says: display %s", (display) => {
  delete globalThis.ontouchstart;
  const said = new Set();
  for (const { framed, userAgent, maxTouchPoints, innerWidth, innerHeight } of DEVICES) {
    const navigator = { userAgent, maxTouchPoints };
    // Without a storage: the page may not be left.
    const globals = { innerWidth, innerHeight, navigator, sessionStorage: undefined, open: () => null };
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    if (framed) vi.stubGlobal("top", { name: "the host" });
    const { mode, reason } = environment(display);
    const device = `${userAgent} ${maxTouchPoints} ${innerWidth} × ${innerHeight}${framed ? " framed" : ""}: ${reason}`;
    expect(`${tried(display)} ${device}`).toBe(`${mode} ${device}`);
    said.add(reason);
    vi.unstubAllGlobals();
  }
  expect(said.size).toBe(display && display !== "auto" ? 2 : 5);
});
