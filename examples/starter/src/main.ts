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
    for (const account of await confirmedAccounts()) {
      document.getElementById(account.grant_id)?.remove(); // connected before
      accounts.append(listed(account));
    }
  } catch (error) {
    console.error(error);
    message.textContent = "The backend could not confirm that. Please try again.";
  }
}

function listed({ grant_id, provider_id, account_identifier }: Account): Element {
  const item = document.createElement("li");
  item.id = grant_id;
  item.textContent = `${provider_id}: ${account_identifier}`;
  return item;
}
