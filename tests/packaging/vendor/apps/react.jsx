import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import AlterConnect from "@alter-ai/connect";

function ConnectButton() {
  const [alterConnect] = useState(() => AlterConnect.create());
  const [connected, setConnected] = useState("");
  useEffect(() => () => alterConnect.close(), [alterConnect]);

  const handleConnect = async () => {
    const { session_token, base_url } = await (await fetch("/api/alter/session", { method: "POST" })).json();
    await alterConnect.open({
      token: session_token,
      baseURL: base_url,
      onSuccess: (grants) => setConnected(`Connected: ${grants[0].account_identifier}`),
      onError: (error) => setConnected(error.code),
    });
  };
  return (
    <>
      <button id="connect" onClick={handleConnect}>Connect</button>
      <output id="result">{connected}</output>
    </>
  );
}

createRoot(document.getElementById("app")).render(<ConnectButton />);
