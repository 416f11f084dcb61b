// An app whose sessions return to another route than that of the button.
import { createApp, h } from "vue";
import { RouterView, createRouter, createWebHistory, useRoute } from "vue-router";
import { useAlterConnect } from "alter-connect/vue";
import { log, newConnectUrl } from "./session.js";

const RETURN = `${location.origin}/vue-router-connected.html`;

const App = {
  setup() {
    const route = useRoute();
    const { open, status, error } = useAlterConnect({
      connectUrl: () => newConnectUrl(RETURN),
      onSuccess: ([grant]) => log(`success ${grant.account_identifier}`),
    });
    return () => [
      h("button", { id: "connect", onClick: open }, "Connect"),
      h("output", { id: "shown" }, `${status.value} ${error.value?.code ?? ""} `),
      h("p", { id: "view" }, [h(RouterView), JSON.stringify(route.query)]),
    ];
  },
};

const routes = ["settings", "connected"].map((name) => ({
  path: `/vue-router-${name}.html`,
  component: { render: () => name },
}));
const router = createRouter({ history: createWebHistory(), routes });
const app = createApp(App).use(router);
// Before, the router would put its own copy of the address back.
router.isReady().then(() => app.mount("#app"));
