"use client";

import { useEffect, useState } from "react";
import { returnAddress, useAlterConnect } from "alter-connect/react";

export function Accounts() {
  const [isInteractive, setInteractive] = useState(false);
  const [accounts, setAccounts] = useState([]);
  const [message, setMessage] = useState("");
  const { open } = useAlterConnect({
    connectUrl: newConnectUrl, // called in the click; the popup waits for it
    onSuccess: confirm, // also after a redirect on a phone
    onError: ({ code }) => setMessage(`That did not work (${code}). Please try again.`),
  });

  // What the server rendered hears no click yet.
  useEffect(() => setInteractive(true), []);

  async function confirm() {
    try {
      const { grants } = await post("/api/grants", {});
      setAccounts(grants);
      setMessage("");
    } catch (error) {
      console.error(error);
      setMessage("The account could not be confirmed. Please try again.");
    }
  }

  return (
    <>
      <button id="connect" disabled={!isInteractive} onClick={open}>
        Connect an account
      </button>
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
    </>
  );
}

async function newConnectUrl() {
  const { connect_url } = await post("/api/session", { return_url: returnAddress() });
  return connect_url;
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
