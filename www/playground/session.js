// What the page asks of its backend for the choices made.

export function sessionRequest({ providers, scenario }) {
  const request = {
    allowed_providers: providers.length > 0 ? providers : null,
    return_url: location.origin + location.pathname,
  };
  if (scenario.emulator) request.metadata = { emulator: scenario.emulator };
  return request;
}
