import { createHash, createHmac, randomBytes } from "node:crypto";

const ALTER = (process.env.ALTER_BASE_URL || "https://backend.alterauth.com").replace(/\/+$/, "");
const API_KEY = setting("ALTER_API_KEY");
const APP_ORIGIN = origin(setting("APP_ORIGIN")); // your site, such as https://app.example.com
const signingKey = createHmac("sha256", API_KEY).update("alter-signing-v1").digest();

/** Serve this as POST /api/session, for signed-in users. Keep the token on the server, for confirm(). */
export async function createSession(returnUrl = `${APP_ORIGIN}/`) {
  if (!`${returnUrl}`.startsWith(`${APP_ORIGIN}/`)) throw new Error(`return_url has to be a page of ${APP_ORIGIN}`);
  return post("/sdk/oauth/connect/session", {
    allowed_providers: ["google", "slack", "github"],
    allowed_origin: APP_ORIGIN, // the only site that the result is sent to
    return_url: returnUrl, // where phones come back to
  });
}

/** Call this when the page reports success: Alter says which grants there are. Store each grant_id with the user. */
export async function confirm(sessionToken) {
  const { status, grants, error } = await post("/sdk/oauth/connect/session/poll", { session_token: sessionToken });
  if (status !== "completed") throw new Error(`There is no grant: the session is ${error?.error_code ?? status}`);
  return grants; // each with grant_id, provider_id, account_identifier
}

async function post(path, value) {
  const body = JSON.stringify(value);
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const nonce = randomBytes(16).toString("hex");
  const hash = createHash("sha256").update(body).digest("hex");
  const signed = `POST\n${path}\n${timestamp}\n${nonce}\n${hash}\n`;
  const response = await fetch(ALTER + path, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-api-key": API_KEY,
      "x-alter-timestamp": timestamp,
      "x-alter-nonce": nonce,
      "x-alter-content-sha256": hash,
      "x-alter-signature": createHmac("sha256", signingKey).update(signed).digest("hex"),
    },
  });
  if (!response.ok) throw new Error(`Alter answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`Set the environment variable ${name} before you start the backend.`);
  return value;
}

/** Drops a slash or a path at the end. */
function origin(address) {
  if (!/^https?:\/\/[^/]/.test(address)) throw new Error("APP_ORIGIN has to look like https://app.example.com");
  return new URL(address).origin;
}
