// Everything that onEvent is told.
import AlterConnect from "@alter-ai/connect";

const alterConnect = AlterConnect.create();
const told = [];
document.getElementById("connect").onclick = async () => {
  const { session_token, base_url } = await (await fetch("/api/alter/session", { method: "POST" })).json();
  await alterConnect.open({
    token: session_token,
    baseURL: base_url,
    onEvent: (name) => told.push(name),
    onSuccess: () => (document.getElementById("result").textContent = told.join(", ")),
  });
};
