// The page's own backend: it holds the API key and talks to Alter (here, to the emulator).

/** Resolves to `{session_token, connect_url, expires_in, base_url}`. */
export function createSession(request) {
  return post("/api/session", request);
}

/** Resolves to what the backend knows of a session, grants included. */
export function pollSession(sessionToken) {
  return post("/api/poll", { session_token: sessionToken });
}

/** The body of `POST /api/session` for the choices made on the page. */
export function sessionRequest({ providers, scenario }) {
  const request = {
    allowed_providers: providers.length > 0 ? providers : null,
    return_url: location.origin + location.pathname,
  };
  if (scenario.emulator) request.metadata = { emulator: scenario.emulator };
  return request;
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
