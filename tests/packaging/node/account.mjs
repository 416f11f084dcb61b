import AlterConnect from "alter-connect";
import { isAlterError } from "alter-connect/errors";

const connect = AlterConnect.create();

/** What the page says of it. Call it in the click; `newToken` asks the backend for a session. */
export async function connectAccount(newToken) {
  try {
    const grants = await connect.connect({ token: newToken });
    return `Connected: ${grants.map((grant) => grant.account_identifier).join(", ")}`;
  } catch (error) {
    if (isAlterError(error, "exit")) return "";
    if (isAlterError(error, "popup_blocked")) return "Please allow the window, and try again.";
    return `That did not work: ${error.message}`;
  }
}
