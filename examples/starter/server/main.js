// The app's backend: POST /api/session creates a Connect session, POST /api/grants asks Alter what came of it.
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { confirm, createSession } from "./alter.js";
import { refused } from "./port.js";

// One browser's session in progress; the browser sends it after a redirect, too. A real app keeps it with its own signed-in
// user instead.
const COOKIE = "connect_session";
const SECURE = process.env.APP_ORIGIN.startsWith("https:") ? "; Secure" : "";

const routes = {
  async "POST /api/session"(request, response) {
    const { return_url } = await bodyOf(request);
    const { session_token, connect_url } = await createSession(return_url);
    response.setHeader("set-cookie", `${COOKIE}=${session_token}; Path=/; HttpOnly; SameSite=Lax${SECURE}`);
    return { session_token, connect_url };
  },

  /** Users can forge what their browser sends, so the backend asks Alter. */
  async "POST /api/grants"(request) {
    const [, token] = request.headers.cookie?.match(/(?:^|; )connect_session=([^;]*)/) ?? [];
    if (!token) throw new Error("This browser has created no session: ask POST /api/session first.");
    // Here a real app stores each grant_id with its user.
    return { grants: await confirm(token) };
  },
};

const server = createServer(async (request, response) => {
  const answer = (status, value) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  const route = routes[`${request.method} ${request.url.split("?")[0]}`];
  if (!route) return answer(404, { error: `There is no ${request.method} ${request.url}.` });
  try {
    answer(200, await route(request, response));
  } catch (error) {
    console.error(error.message);
    answer(502, { error: error.message });
  }
});

/** The body as an object; without a body, an empty one. */
async function bodyOf(request) {
  let text = "";
  for await (const part of request) text += part;
  try {
    return Object(JSON.parse(text || "{}"));
  } catch {
    throw new Error("The body has to be JSON, such as {\"return_url\": \"https://app.example.com/\"}.");
  }
}

/** Listens for this machine alone, and gives the address. */
export async function startBackend() {
  const port = process.env.BACKEND_PORT ?? 8000;
  const listening = async () => once(server.listen(Number(port), "127.0.0.1"), "listening");
  await listening().catch(refused("backend", port, `BACKEND_PORT=${Number(port) + 1}`));
  return `http://127.0.0.1:${port}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await startBackend();
