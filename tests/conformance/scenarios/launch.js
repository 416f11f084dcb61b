// The window that is opened.
import {
  bare,
  call,
  create,
  failure,
  fromHosted,
  grant,
  launch,
  listen,
  moment,
  note,
  noting,
  openWindow,
  openFlow,
  origins,
  pause,
  popup,
  popupCloses,
  popups,
  pretendToOpen,
  say,
  sdk,
  shown,
  stand,
  stored,
  success,
  theme,
  throwing,
  until,
} from "../harness.js";

export default theme("Launch", {
  "the popup": {
    observes:
      "address, name and features of the window, its own view of address and name, and the order of `window.open`, `connect_opened` and the promise",
    async play() {
      create();
      listen();
      const launched = launch();
      moment("after open()");
      await launched;
      moment("after the promise");
      const { url, name } = await shown();
      note("popup shows", url, name);
      moment("when the page is shown");
    },
  },

  "a token that has to be encoded": {
    observes: "the fragment of the popup's address",
    async play() {
      create();
      await launch({ token: "a b/c?d#e&f=g+h%20é😀" });
      note("popup shows", (await shown()).url);
    },
  },

  "a token that cannot be encoded": {
    observes: "what `open()` does with half a surrogate pair, and whether the next one works",
    differs: [13, "it is refused with `invalid_url`, and the flow does not hang"],
    async play() {
      create();
      await launch({ token: "half \ud83d" });
      moment("after it");
    },
  },

  "centred on the opener": {
    observes: "`left` and `top` for openers in several places, half pixels and negative places included",
    async play() {
      const places = [
        [0, 0, 500, 700],
        [10, 20, 1001, 901],
        [-1500, 40, 1280, 640],
        [0.5, 0, 333, 333],
      ];
      for (const [screenX, screenY, outerWidth, outerHeight] of places) {
        stand({ screenX, screenY, outerWidth, outerHeight });
        create();
        await launch({ onEvent: undefined });
        sdk.close();
        await popupCloses();
      }
    },
  },

  "connect_opened": {
    observes: "its metadata: a timestamp in ISO-8601",
    async play() {
      create();
      const isNow = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
      await launch({
        onEvent: (name, metadata) => note("onEvent", name, Object.keys(metadata), isNow(metadata.timestamp)),
      });
    },
  },

  "an onEvent that throws": {
    observes: "what it can spoil",
    differs: [5, "it is printed like the error of any callback, and `open()` resolves"],
    async play() {
      await openFlow({ onEvent: throwing });
      moment("after it");
      await say(success(grant()));
      moment("at the end");
    },
  },

  "a baseURL with a path": {
    observes: "the address under a path",
    async play() {
      create();
      await launch({ baseURL: `${origins.hosted}/v1/api` });
      note("popup shows", (await shown()).url);
      await say(success(grant()));
    },
  },

  "a baseURL in another spelling": {
    observes: "that the address's scheme and host may be in capitals",
    async play() {
      create();
      await launch({ baseURL: origins.hosted.replace("http", "HTTP") });
      note("popup shows", (await shown()).url);
      await say(success(grant()));
    },
  },

  "a baseURL with a trailing slash": {
    observes: "the address",
    differs: [6, "the slashes are dropped"],
    async play() {
      for (const end of ["/", "///", "/v1/"]) {
        create();
        await launch({ baseURL: origins.hosted + end });
        note("popup shows", (await shown()).url);
        sdk.destroy();
        await popupCloses();
      }
    },
  },

  "a baseURL with a query or a fragment": {
    observes: "the address",
    differs: [6, "they are dropped"],
    async play() {
      for (const end of ["?x=1", "#y"]) {
        create();
        await launch({ baseURL: origins.hosted + end });
        note("popup shows", (await shown()).url);
        sdk.destroy();
        await popupCloses();
      }
    },
  },

  "a host that refuses blank windows": {
    observes: "whether the Connect page opens",
    async play() {
      create();
      pretendToOpen();
      const { open } = window;
      window.open = (url, ...more) => (url === "about:blank" ? null : open(url, ...more));
      await launch();
      moment("at the end");
    },
  },

  "a page that is a popup itself": {
    observes: "the name of the window that it opens",
    differs: [25, "another name: by its own, the page would find itself"],
    async play() {
      create();
      pretendToOpen();
      window.name = "alter_oauth_popup";
      await launch();
      window.name = "";
    },
  },

  "a blocked popup": {
    observes: "what the app is told when `window.open` gives null",
    differs: [26, "the address itself is tried, too"],
    async play() {
      create();
      listen();
      pretendToOpen(null);
      await launch({ onEvent: undefined });
      moment("at the end");
    },
  },

  "a blocked popup without onError": {
    observes: "that the bus hears of it, and the flow is over",
    differs: [26, "the address itself is tried, too"],
    async play() {
      create();
      listen();
      pretendToOpen(null);
      await call(bare());
      moment("at the end");
    },
  },

  "connect_opened for a blocked popup": {
    observes: "whether it is reported",
    differs: [9, "it is not"],
    async play() {
      create();
      pretendToOpen(null);
      await launch();
    },
  },

  "the browser's own popup blocker": {
    observes: "what the app is told when no click leads to `open()`",
    differs: [26, "the address itself is tried, too"],
    on: "popup blocker",
    async play() {
      create();
      listen();
      // A user's click counts for some seconds; this window uses it up.
      openWindow("about:blank", "another")?.close();
      await until("the click to be forgotten", () => !navigator.userActivation?.isActive);
      await launch({ onEvent: undefined });
      moment("at the end");
    },
  },

  "after a blocked popup": {
    observes: "that the next `open()` works",
    differs: [26, "the address itself is tried, too"],
    async play() {
      create();
      listen();
      const open = window.open;
      pretendToOpen(null);
      await launch({ onEvent: undefined });
      window.open = open;
      await launch();
      await say(success(grant()));
      moment("at the end");
    },
  },

  "the storage while a popup is open": {
    observes: "what `sessionStorage` has",
    async play() {
      create();
      await launch();
      await shown();
      note("state of a redirect", stored("alter_oauth_state"));
      note("number of entries", sessionStorage.length);
    },
  },

  "the storage after a flow": {
    observes: "that nothing is left in `sessionStorage`",
    async play() {
      create();
      for (const end of [() => say(success(grant())), () => say(failure()), async () => sdk.close()]) {
        await launch();
        await shown();
        await end();
        note("number of entries", sessionStorage.length);
        await popupCloses();
      }
    },
  },

  "the page while a popup is open": {
    observes: "that the page's address and history stay as they are",
    async play() {
      create();
      const before = history.length;
      await launch();
      await say(success(grant()));
      note("address", location.href);
      note("new entries in the history", history.length - before);
    },
  },

  "two instances at once": {
    observes: "that their flows share the window by its name, and which of them hears its page",
    differs: [17, "only the last one that opened it"],
    async play() {
      const other = AlterConnect.create();
      await openFlow();
      await other.open({ token: "token-1", baseURL: origins.hosted, onSuccess: noting("onSuccess of the other") });
      note("one window", popups[0] === popups[1]);
      // One of the packages loads the page anew.
      const loads = fromHosted.length;
      for (let turn = 0; turn < 100 && fromHosted.length === loads; turn++) await pause(20);
      await say(success(grant()));
      moment("at the end");
      note("the other", other.isOpen());
    },
  },

  "what is opened first": {
    observes: "the address that `window.open` gets",
    differs: [21, "a blank page"],
    async play() {
      const opened = [];
      const open = window.open;
      window.open = (url, ...rest) => {
        opened.push(url);
        return open(url, ...rest);
      };
      create();
      await launch();
      note("first", opened[0]);
      note("popup shows", (await shown()).url);
    },
  },

  "open() when the popup is closed and nobody has noticed": {
    observes: "what the second call does",
    differs: [19, "the old flow exits, and the new one opens its popup"],
    async play() {
      await openFlow();
      // The focus that it gives back to this page takes a moment.
      popup().close();
      document.hasFocus = () => true;
      await launch({ token: "token-2" });
      note("windows", popups.length);
      moment("at the end");
    },
  },
});
