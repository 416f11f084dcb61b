import "alter-connect/element";

const accounts = document.getElementById("accounts");
const message = document.getElementById("message");

// What a browser says of grants, its owner can forge: the backend asks Alter.
document.addEventListener("alter-success", async () => {
  const response = await fetch("/api/grants", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (!response.ok) {
    message.textContent = `The backend answered ${response.status}`;
    return;
  }
  const { grants } = await response.json();
  accounts.replaceChildren(...grants.map(listed));
  message.textContent = "";
});

document.addEventListener("alter-error", ({ detail }) => {
  message.textContent = detail.error.message;
});

function listed({ provider_id, account_identifier }) {
  const item = document.createElement("li");
  item.textContent = `${provider_id}: ${account_identifier}`;
  return item;
}
