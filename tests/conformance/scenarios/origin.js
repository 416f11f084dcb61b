// Whose messages count.
import {
  create,
  failure,
  frame,
  fromHosted,
  grant,
  launch,
  listen,
  moment,
  openWindow,
  openFlow,
  origins,
  pause,
  popup,
  popupCloses,
  say,
  sayThrough,
  sdk,
  shown,
  success,
  theme,
  until,
} from "../harness.js";

export default theme("Origin and source of messages", {
  "the popup on another origin": {
    observes: "that what it posts from there is ignored, and counts again when it is back",
    async play() {
      await openFlow();
      const pages = fromHosted.length;
      popup().postMessage({ go: `${origins.stranger}/elsewhere` }, "*");
      await until("the other page", () => fromHosted.length > pages);
      await say(success(grant({ grant_id: "forged" })));
      moment("after it");
      popup().postMessage({ go: `${origins.hosted}/back` }, "*");
      await until("the hosted page", () => fromHosted.at(-1)?.url?.includes("/back"));
      await say(success(grant()));
    },
  },

  "the app's own messages": {
    observes: "that they are ignored",
    async play() {
      await openFlow();
      postMessage(success(grant({ grant_id: "forged" })), "*");
      await pause();
      await say();
      moment("after it");
    },
  },

  "a frame of another origin": {
    observes: "that it is ignored",
    async play() {
      await openFlow();
      const stranger = frame(`${origins.stranger}/page`);
      await shown(stranger);
      await sayThrough(stranger, success(grant({ grant_id: "forged" })));
      moment("after it");
    },
  },

  "a frame of the hosted origin": {
    observes: "whether it can forge a result",
    differs: [2, "it is ignored"],
    async play() {
      await openFlow();
      const forger = frame(`${origins.hosted}/page`);
      await shown(forger);
      await sayThrough(forger, success(grant({ grant_id: "forged" })));
      moment("after it");
    },
  },

  "another window of the hosted origin": {
    observes: "whether it can forge a result",
    differs: [2, "it is ignored"],
    async play() {
      await openFlow();
      const forger = /** @type {Window} */ (openWindow(`${origins.hosted}/page`, "another", "width=300,height=300"));
      await shown(forger);
      await sayThrough(forger, success(grant({ grant_id: "forged" })));
      moment("after it");
    },
  },

  "messages before a flow": {
    observes: "that nothing is heard while nothing is open",
    async play() {
      create();
      listen();
      const page = frame(`${origins.hosted}/page`);
      await shown(page);
      await sayThrough(page, success(grant()), failure());
      moment("after it");
    },
  },

  "messages after a flow": {
    observes: "that nothing is heard once it ended",
    async play() {
      create();
      listen();
      const page = frame(`${origins.hosted}/page`);
      await shown(page);
      await launch();
      await shown();
      sdk.close();
      await sayThrough(page, success(grant()), failure());
      moment("after it");
    },
  },

  "the origin follows baseURL": {
    observes: "that a second flow believes its own origin, not the first one's",
    async play() {
      await openFlow();
      sdk.close();
      await popupCloses();
      await launch({ baseURL: origins.stranger });
      await say(success(grant()));
    },
  },

  "a message without a source": {
    observes: "whether it is taken while the popup is open",
    differs: [22, "it is not"],
    async play() {
      await openFlow();
      dispatchEvent(new MessageEvent("message", { data: success(grant()), origin: origins.hosted }));
      await pause();
      moment("after it");
    },
  },
});
