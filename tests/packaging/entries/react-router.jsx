// An app whose sessions return to another route than that of the button.
import { createRoot } from "react-dom/client";
import { Outlet, RouterProvider, createBrowserRouter, useLocation } from "react-router";
import { useAlterConnect } from "alter-connect/react";
import { log, newConnectUrl } from "./session.js";

const RETURN = `${location.origin}/react-router-connected.html`;

function App() {
  const { search } = useLocation();
  const { open, status, error } = useAlterConnect({
    connectUrl: () => newConnectUrl(RETURN),
    onSuccess: ([grant]) => log(`success ${grant.account_identifier}`),
  });
  return (
    <>
      <button id="connect" onClick={open}>Connect</button>
      <output id="shown">{status} {error?.code} </output>
      <p id="view"><Outlet />{search}</p>
    </>
  );
}

const children = ["settings", "connected"].map((name) => ({ path: `/react-router-${name}.html`, element: name }));
const router = createBrowserRouter([{ path: "/", element: <App />, children }]);
createRoot(document.getElementById("app")).render(<RouterProvider router={router} />);
