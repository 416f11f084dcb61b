// The instance in a ref, which gives a proxy of it.
import { createApp, onMounted, onUnmounted, ref } from "vue";
import AlterConnect from "@alter-ai/connect";

createApp({
  template: '<button id="connect" @click="handleConnect">Connect</button> <output id="result">{{ connected }}</output>',
  setup() {
    const alterConnect = ref(null);
    const connected = ref("");
    onMounted(() => (alterConnect.value = AlterConnect.create()));
    onUnmounted(() => alterConnect.value?.destroy());
    const handleConnect = async () => {
      const { session_token, base_url } = await (await fetch("/api/alter/session", { method: "POST" })).json();
      await alterConnect.value.open({
        token: session_token,
        baseURL: base_url,
        onSuccess: (grants) => (connected.value = `Connected: ${grants[0].account_identifier}`),
        onError: (error) => (connected.value = error.code),
      });
    };
    return { connected, handleConnect };
  },
}).mount("#app");
