// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
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
  const { parent } = window;
  if (framed) window.parent = { name: "the host" };
  const codes = (await diagnose()).map(({ code }) => code);
  window.parent = parent;
  expect(codes.filter((code) => code === "framed")).toEqual(expected);
});
