import AlterConnect, { type AlterError } from "alter-connect";
import { isAlterError } from "alter-connect/errors";

const connect = AlterConnect.create();

/** What to tell the user, and whether there are grants. */
export interface Outcome {
  granted: boolean;
  message: string;
}

/** Call it in the click: the window opens at once. `newConnectUrl` asks your backend for a session. */
export async function connectAccount(newConnectUrl: () => Promise<string>): Promise<Outcome> {
  try {
    const grants = await connect.connect({ connectUrl: newConnectUrl });
    return { granted: true, message: `Connected: ${grants.map((grant) => grant.provider_name).join(", ")}` };
  } catch (error) {
    if (isAlterError(error, "exit")) return { granted: false, message: "" }; // the user closed the window
    return failed(error as AlterError);
  }
}

/** Call it when the page starts: a phone comes back from a redirect, and the result is here, once. */
export async function returnedAccount(): Promise<Outcome | null> {
  const returned = await connect.takeRedirectResult();
  if (!returned) return null;
  if ("error" in returned) return failed(returned.error);
  return { granted: true, message: `Connected: ${returned.grants.map((grant) => grant.provider_name).join(", ")}` };
}

/** The error is for the developer. Users read words of the app's. */
function failed(error: AlterError): Outcome {
  console.error(error);
  const words: Record<string, string> = {
    connect_denied: "You declined, so nothing was connected.",
    popup_blocked: "Please allow the window, and try again.",
    session_expired: "That took too long. Please try again.",
  };
  return { granted: false, message: words[error.code] ?? "That did not work. Please try again." };
}
