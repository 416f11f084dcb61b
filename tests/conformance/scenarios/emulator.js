// Whole flows against the emulator, with its own Connect page.
import { create, heard, launch, listen, moment, pause, session, theme, until } from "../harness.js";

const HEARS = "everything that the app hears";

/**
 * @param {string[]} providers
 * @param {Record<string, unknown>} script
 */
async function flow(providers, script) {
  create();
  listen();
  await launch(await session(providers, script));
  await heard("bus close");
  moment("at the end");
}

export default theme("Whole flows against the emulator", {
  "one grant": {
    observes: HEARS,
    play: () => flow(["google"], { outcome: "approve" }),
  },

  "three grants": {
    observes: HEARS,
    play: () => flow(["google", "github", "slack"], { outcome: "approve" }),
  },

  "the user declines": {
    observes: HEARS,
    play: () => flow(["google"], { outcome: "deny" }),
  },

  "the provider fails": {
    observes: HEARS,
    play: () => flow(["google"], { outcome: "fail" }),
  },

  "the session runs out": {
    observes: HEARS,
    play: () => flow(["google"], { outcome: "expire" }),
  },

  "a success with broken grants": {
    observes: HEARS,
    differs: [3, "the error `invalid_response`; there the flow never ends"],
    async play() {
      create();
      listen();
      let said = false;
      addEventListener("message", ({ data }) => {
        said ||= data?.type === "alter_connect_success";
      });
      await launch(await session(["google"], { outcome: "malformed" }));
      await until("the message", () => said);
      await pause();
      moment("at the end");
    },
  },
});
