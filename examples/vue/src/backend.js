import { returnAddress } from "alter-connect/address";

/** The address to open: the backend creates a session for it. */
export async function newConnectUrl() {
  const { connect_url } = await post("/api/session", { return_url: returnAddress() });
  return connect_url;
}

/** The grants that the backend has confirmed with Alter. */
export async function confirmGrants() {
  const { grants } = await post("/api/grants", {});
  return grants;
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
