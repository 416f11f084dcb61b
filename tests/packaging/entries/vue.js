import { createApp, h, reactive, ref } from "vue";
import { useAlterConnect } from "alter-connect/vue";
import { log, newConnectUrl } from "./session.js";

const count = ref(0);
const isThere = ref(true);
// The whole of the options is reactive, and one of them a ref.
const options = reactive({ connectUrl: () => Promise.reject(new Error("the first one")) });

const Account = {
  setup() {
    const onSuccess = ref(([grant]) => log(`never ${grant.account_identifier}`));
    const { open, close, status, grants, error } = useAlterConnect(() => ({
      ...options,
      owner: "team-1",
      onSuccess,
      onError: ({ code }) => log(`error ${count.value} ${code}`),
      onExit: () => log(`exit ${count.value}`),
    }));
    onSuccess.value = ([grant]) => log(`success ${count.value} ${grant.account_identifier}`);
    return () => [
      h("button", { id: "connect", onClick: open }, "Connect"),
      h("button", { id: "close", onClick: close }, "Close"),
      h("output", { id: "shown" }, [status.value, grants.value.length, error.value?.code ?? "none", true].join(" ")),
    ];
  },
};

createApp({
  setup: () => () => [
    h("button", { id: "count", onClick: () => count.value++ }, count.value),
    h("button", { id: "toggle", onClick: () => (isThere.value = !isThere.value) }, isThere.value ? "there" : "gone"),
    isThere.value ? h(Account) : null,
  ],
}).mount("#app");
options.connectUrl = newConnectUrl;
