import "alter-connect/element";

const accounts = document.getElementById("accounts");
const message = document.getElementById("message");

// Users can forge what their browser sends, so the backend asks Alter.
document.addEventListener("alter-success", async () => {
  const response = await fetch("/api/grants", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (!response.ok) {
    message.textContent = "The account could not be confirmed. Please try again.";
    return;
  }
  const { grants } = await response.json();
  accounts.replaceChildren(...grants.map(listed));
  message.textContent = "";
});

document.addEventListener("alter-error", ({ detail }) => {
  message.textContent = `That did not work (${detail.error.code}). Please try again.`;
});

function listed({ provider_id, account_identifier }) {
  const item = document.createElement("li");
  item.textContent = `${provider_id}: ${account_identifier}`;
  return item;
}
