import { useEffect, useRef } from "react";
import AlterConnect from "alter-connect";
import { newConnectUrl } from "./backend.js";

export function ConnectButton({ onGrants, onError }) {
  const connect = useRef(null);

  useEffect(() => {
    // Created and destroyed with the component, which StrictMode mounts twice.
    connect.current = AlterConnect.create();
    takeReturned();
    return () => connect.current.destroy();
  }, []);

  // On a phone, the page was left for the Connect page and has come back. The result is given once, so an unmounted
  // component passes it on as well.
  async function takeReturned() {
    const returned = await connect.current.takeRedirectResult();
    if (returned?.grants) onGrants(returned.grants);
    if (returned?.error) onError(returned.error);
  }

  function open() {
    // In the click itself; the popup waits for the address.
    connect.current.open({ connectUrl: newConnectUrl, onSuccess: onGrants, onError }).catch(onError);
  }

  return (
    <button id="connect" onClick={open}>
      Connect an account
    </button>
  );
}
