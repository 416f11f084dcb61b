import { type Outcome, connectAccount, returnedAccount } from "./account";
import { type Account, confirmedAccounts, newConnectUrl } from "./backend";

const message = document.querySelector("#message")!;
const accounts = document.querySelector("#accounts")!;

document.querySelector("#connect")!.addEventListener("click", async () => {
  message.textContent = "";
  await show(await connectAccount(newConnectUrl));
});

const returned = await returnedAccount();
if (returned) await show(returned);

/** Lists what the backend has confirmed. */
async function show(outcome: Outcome) {
  message.textContent = outcome.message;
  if (!outcome.granted) return;
  try {
    accounts.append(...(await confirmedAccounts()).map(listed));
  } catch (error) {
    console.error(error);
    message.textContent = "The backend could not confirm that. Please try again.";
  }
}

function listed({ provider_id, account_identifier }: Account): Element {
  const item = document.createElement("li");
  item.textContent = `${provider_id}: ${account_identifier}`;
  return item;
}
