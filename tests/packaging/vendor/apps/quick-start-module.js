import AlterConnect from "@alter-ai/connect";

const alterConnect = AlterConnect.create();
document.getElementById("connect").addEventListener("click", async () => {
  const { session_token, base_url } = await (await fetch("/api/alter/session", { method: "POST" })).json();
  await alterConnect.open({
    token: session_token,
    baseURL: base_url,
    onSuccess: (grants) => (document.getElementById("result").textContent = `Connected: ${grants[0].account_identifier}`),
    onError: (error) => (document.getElementById("result").textContent = error.code),
  });
});
