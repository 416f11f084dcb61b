// A result that no message brings: by the relay, or in the address of this page.
import { theme } from "../harness.js";

export default theme("lab", {
  "a result is told and acknowledged at once": {
    engines: ["chromium", "firefox", "webkit"],
    expects: ["success grant-1 close", ["true"]],
    async play({ hear, options, parameters, popup, settle }) {
      const told = [];
      const sdk = hear(AlterConnect.create(), told);
      await sdk.open(options(told));
      await settle();
      const { nonce } = JSON.parse(popup().sessionStorage.getItem("alter_connect_relay"));
      const popups = new BroadcastChannel(nonce);
      const heard = [];
      popups.onmessage = ({ data }) => heard.push(data);
      popups.postMessage(parameters);
      // No timer is waited for: an answer that takes one comes too late.
      await settle();
      popups.close();
      return [told.join(" "), heard];
    },
  },

  "a handler that is no function takes no result": {
    expects: "grant-1",
    async play({ comeBack, leave, settle }) {
      leave();
      comeBack();
      const sdk = AlterConnect.create();
      // @ts-expect-error: the types want a function.
      sdk.on("success", undefined);
      await settle();
      const returned = await sdk.takeRedirectResult();
      return returned && "grants" in returned && returned.grants[0].grant_id;
    },
  },

  "a return goes to whoever asks first": {
    expects: [
      ["grant-1", ""],
      ["nobody", "success"],
    ],
    async play({ comeBack, clear, hear, leave, settle }) {
      const taken = (result) => (result && "grants" in result ? result.grants[0].grant_id : "nobody");
      const outcomes = [];
      for (const first of ["takeRedirectResult", "on"]) {
        leave();
        comeBack();
        const told = [];
        const sdk = AlterConnect.create();
        if (first === "on") hear(sdk, told);
        const result = sdk.takeRedirectResult();
        if (first !== "on") hear(sdk, told);
        outcomes.push([taken(await result), (await settle(), told.join(" "))]);
        sdk.destroy();
        clear();
      }
      return outcomes;
    },
  },
});
