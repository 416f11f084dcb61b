import { returnAddress } from "alter-connect/address";

/** As the backend has it from Alter. */
export interface Account {
  grant_id: string;
  provider_id: string;
  account_identifier: string;
}

/** The address to open: the backend creates a session for it. */
export async function newConnectUrl(): Promise<string> {
  const { connect_url } = await post<{ connect_url: string }>("/api/session", { return_url: returnAddress() });
  return connect_url;
}

/** The accounts that the backend has confirmed with Alter. */
export async function confirmedAccounts(): Promise<Account[]> {
  const { grants } = await post<{ grants: Account[] }>("/api/grants", {});
  return grants;
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
