// The reference of the docs and their embed guides: one connection, in camelCase or in snake_case.
import AlterConnect from "@alter-ai/connect";

const alterConnect = AlterConnect.create();
document.getElementById("connect").onclick = async () => {
  const { sessionToken, baseUrl } = await (await fetch("/api/connect-session")).json();
  await alterConnect.open({
    token: sessionToken,
    baseURL: baseUrl,
    onSuccess: (connection) => {
      document.getElementById("result").textContent = `${connection.accountIdentifier} ${connection.account_identifier}`;
    },
  });
};
