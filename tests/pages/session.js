/**
 * {token, baseURL} of a session of the emulator's, that goes as `script` says.
 *
 * @param {string[]} providers
 * @param {Record<string, unknown>} script
 */
export async function newSession(providers, script) {
  const request = { allowed_providers: providers, allowed_origin: location.origin, metadata: { emulator: script } };
  const response = await fetch("/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(await response.text());
  const { session_token, connect_url } = await response.json();
  return { token: session_token, baseURL: new URL(connect_url).origin };
}
