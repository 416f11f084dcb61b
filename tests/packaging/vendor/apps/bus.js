// Handlers of the bus, and a handler that takes what it gets for one connection.
import AlterConnect from "@alter-ai/connect";

const alterConnect = AlterConnect.create({ debug: false });
const result = document.getElementById("result");
alterConnect.on("success", (connection) => {
  result.textContent = `${Array.isArray(connection)} ${connection.account_identifier} ${connection[0].account_identifier}`;
});
document.getElementById("connect").onclick = async () => {
  const { session_token, base_url } = await (await fetch("/api/alter/session", { method: "POST" })).json();
  await alterConnect.open({ token: session_token, baseURL: base_url, onSuccess: () => {} });
};
