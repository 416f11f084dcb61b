import { useAlterConnect } from "alter-connect/react";
import { newConnectUrl } from "./backend.js";

export function ConnectButton({ onGrants }) {
  const { open, close, status, error } = useAlterConnect({
    connectUrl: newConnectUrl, // called in the click; the popup waits for it
    onSuccess: onGrants, // also after a redirect on a phone
  });
  const isOpen = status === "waiting" || status === "open";

  return (
    <>
      <button id="connect" onClick={open}>
        {isOpen ? "Show the window" : "Connect an account"}
      </button>
      {isOpen && <button onClick={close}>Cancel</button>}
      {error && <p role="alert">That did not work ({error.code}). Please try again.</p>}
    </>
  );
}
