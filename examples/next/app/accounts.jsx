"use client";

import { useEffect, useRef, useState } from "react";
import AlterConnect from "alter-connect";

export function Accounts() {
  const connect = useRef(null);
  const [ready, setReady] = useState(false);
  const [accounts, setAccounts] = useState([]);
  const [message, setMessage] = useState("");

  const onError = (error) => setMessage(error.message);
  const onSuccess = async () => {
    try {
      const { grants } = await post("/api/grants", {});
      setAccounts(grants);
      setMessage("");
    } catch (error) {
      onError(error);
    }
  };

  // On a phone, the page was left for the Connect page and has come back.
  const takeReturned = async () => {
    const returned = await connect.current.takeRedirectResult();
    if (returned?.grants) onSuccess();
    if (returned?.error) onError(returned.error);
  };

  useEffect(() => {
    // Earlier, Next.js would put the parameters of the redirect, which create() removes, back into the address.
    connect.current = AlterConnect.create();
    takeReturned();
    setReady(true);
    return () => connect.current.destroy();
  }, []);

  const open = () => {
    // In the click itself; the popup waits for the address.
    connect.current.open({ connectUrl: newConnectUrl, onSuccess, onError }).catch(onError);
  };

  return (
    <>
      <button id="connect" disabled={!ready} onClick={open}>
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
  const { connect_url } = await post("/api/session", { return_url: location.href });
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
