// The SDK redirects on phones and opens a popup elsewhere; it has no option to choose.
// To show the redirect on a desktop, this page reports a phone's user agent and size.

const reported = [
  [navigator, "userAgent", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"],
  [window, "innerWidth", 390],
  [window, "innerHeight", 844],
];

const originals = reported.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));

export function pretendPhone(on) {
  reported.forEach(([owner, name, value], index) => {
    if (on) {
      Object.defineProperty(owner, name, { get: () => value, configurable: true });
    } else if (originals[index]) {
      Object.defineProperty(owner, name, originals[index]);
    } else {
      delete owner[name];
    }
  });
}
