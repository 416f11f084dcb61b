import { useState } from "react";
import { confirmGrants } from "./backend.js";
import { ConnectButton } from "./ConnectButton.jsx";

export function App() {
  const [accounts, setAccounts] = useState([]);
  const [message, setMessage] = useState("");

  async function onGrants() {
    try {
      const grants = await confirmGrants();
      setAccounts(grants);
      setMessage("");
    } catch (error) {
      console.error(error);
      setMessage("The account could not be confirmed. Please try again.");
    }
  }

  return (
    <main>
      <h1>Your accounts</h1>
      <ConnectButton onGrants={onGrants} />
      <ul id="accounts">
        {accounts.map(({ grant_id, provider_id, account_identifier }) => (
          <li key={grant_id}>
            {provider_id}: {account_identifier}
          </li>
        ))}
      </ul>
      <p id="message" role="status">
        {message}
      </p>
    </main>
  );
}
