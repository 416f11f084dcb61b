// Popup or redirect.
import {
  brokenStorage,
  create,
  device,
  launch,
  leaving,
  listen,
  note,
  origins,
  pretendToOpen,
  sdk,
  stored,
  theme,
} from "../harness.js";

const PHONE = { userAgent: "iPhone", width: 400 };
const DESKTOP = { userAgent: "Macintosh", width: 1280 };
const CHOICE = "how `open()` shows the page: popup or redirect";

/** Without storage a redirect ends in `redirect_error`, which shows the choice without leaving the page. */
async function choose(config = {}, options = {}) {
  create(config);
  await launch({ onEvent: undefined, onError: (/** @type {{ code: string }} */ { code }) => note(code), ...options });
  sdk.destroy();
}

export default theme("Device", {
  "every mobile user agent": {
    observes: CHOICE,
    async play() {
      brokenStorage();
      pretendToOpen();
      const mobile = [
        "Android",
        "webOS",
        "iPhone",
        "iPad",
        "iPod",
        "BlackBerry",
        "IEMobile",
        "Opera Mini",
        "aNDROID",
        "OPERA MINI",
      ];
      const agents = [...mobile, "Macintosh", "Windows NT", "opera", ""];
      for (const userAgent of agents) {
        device({ userAgent: `Mozilla/5.0 (${userAgent})`, width: 400, height: 800 });
        note("device", userAgent);
        await choose();
      }
    },
  },

  "every size at a limit": {
    observes: CHOICE,
    async play() {
      brokenStorage();
      pretendToOpen();
      for (const mobile of [true, false])
        for (const touch of [true, false])
          for (const width of [320, 480, 480.5, 481, 768, 769, 1024, 1025])
            for (const height of [300, width, 1200]) {
              if (touch === false) delete window.ontouchstart;
              device({ userAgent: mobile ? "iPad" : "Macintosh", touch, width, height });
              note("device", mobile, touch, width, height);
              await choose();
            }
    },
  },

  "touch without a mobile user agent": {
    observes: CHOICE,
    async play() {
      brokenStorage();
      pretendToOpen();
      for (const width of [400, 480, 600, 768, 769, 900]) {
        device({ userAgent: "Macintosh", touch: true, width, height: 1000 });
        note("device", width);
        await choose();
      }
    },
  },

  "touch known by ontouchstart alone": {
    observes: CHOICE,
    async play() {
      brokenStorage();
      pretendToOpen();
      device({ userAgent: "Macintosh", touch: true, width: 400, height: 800 });
      Object.defineProperty(navigator, "maxTouchPoints", { value: 0, configurable: true });
      await choose();
    },
  },

  "the app's own choice": {
    observes: CHOICE,
    differs: [29, "the app's choice counts, and that of `open()` before that of `create()`"],
    async play() {
      brokenStorage();
      pretendToOpen();
      for (const { userAgent, width } of [PHONE, DESKTOP]) {
        device({ userAgent, width, height: 800 });
        for (const display of ["auto", "popup", "redirect"]) {
          note("display", userAgent, display);
          await choose({ display });
          await choose({ display: "popup" }, { display });
        }
      }
    },
  },

  "a phone emulated by the browser": {
    observes: "that the page itself goes to the Connect page, and what it keeps",
    on: "phone",
    async play() {
      create();
      listen();
      launch({ token: `return ${origins.app}/app/` });
      await leaving();
    },
    back() {
      note("state", stored("alter_oauth_state"));
      note("address", location.href);
    },
  },
});
