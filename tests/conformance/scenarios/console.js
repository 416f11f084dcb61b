// The console.
import { create, failure, grant, ignoreConsole, launch, note, printed, say, sdk, success, theme } from "../harness.js";

export default theme("Console", {
  "without debug": {
    observes: "that a whole flow prints nothing",
    async play() {
      create();
      await launch();
      await say(success(grant()));
      await launch();
      await say(failure());
      sdk.close();
      sdk.destroy();
      note("printed", printed.length);
    },
  },

  "with debug": {
    observes: "that `create()` and a whole flow print, at which levels, under which name",
    async play() {
      ignoreConsole();
      create({ debug: true });
      note("create() prints", printed.length > 0);
      const before = printed.length;
      await launch();
      note("open() prints", printed.length > before);
      await say(success(grant()));
      note("levels", [...new Set(printed.map(({ level }) => level))]);
      note(
        "named",
        printed.some(({ parts }) => String(parts[0]).includes("Alter Connect")),
      );
    },
  },

  "the token with debug": {
    observes: "whether the session token is printed",
    differs: [10, "it is not"],
    async play() {
      ignoreConsole();
      create({ debug: true });
      await launch({ token: "very-secret" });
      await say(success(grant()));
      note(
        "printed",
        printed.some(({ parts }) => parts.some((part) => String(part).includes("very-secret"))),
      );
    },
  },

  "debug that is not true": {
    observes: "what counts as true",
    play() {
      for (const debug of [undefined, null, 0, "", false]) create({ debug });
      note("printed", printed.length);
    },
  },
});
