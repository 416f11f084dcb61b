// A classic script: `AlterConnect` is a global, and the address is fetched while the popup waits.
const result = document.getElementById("result");

async function connectUrl() {
  const response = await fetch("/api/session", { method: "POST" });
  return (await response.json()).connect_url;
}

document.getElementById("connect").addEventListener("click", async () => {
  try {
    await AlterConnect.create().open({
      connectUrl,
      onSuccess: (grants) => {
        result.textContent = grants.map((grant) => grant.account_identifier).join(", ");
      },
      onError: (error) => {
        result.textContent = error.code;
      },
    });
  } catch (error) {
    result.textContent = `${error.code}: ${error.message}`;
  }
});
