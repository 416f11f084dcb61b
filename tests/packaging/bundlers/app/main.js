// Written for the original package: the token is fetched first, the popup opens afterwards.
import AlterConnect from "@alter-ai/connect";

const connect = AlterConnect.create();
const result = document.getElementById("result");

document.getElementById("connect").addEventListener("click", async () => {
  const response = await fetch("/api/session", { method: "POST" });
  const { token, baseURL } = await response.json();
  await connect.open({
    token,
    baseURL,
    onSuccess: (grants) => {
      result.textContent = grants.map((grant) => grant.account_identifier).join(", ");
    },
    onError: (error) => {
      result.textContent = error.code;
    },
  });
});
