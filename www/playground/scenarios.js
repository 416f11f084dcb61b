// What can happen in a flow, one entry each. `emulator` scripts the hosted side
// through the session's metadata; `page` is something this page does itself.

export const providers = [
  { id: "google", name: "Google" },
  { id: "slack", name: "Slack" },
  { id: "github", name: "GitHub" },
  { id: "microsoft", name: "Microsoft" },
  { id: "notion", name: "Notion" },
];

export const scenarios = [
  {
    group: "You decide",
    entries: [
      { id: "click", label: "Let me click", what: "The Connect page waits for you: approve, deny, switch account, or close the window." },
      { id: "confirm", label: "Let me confirm", emulator: { confirm: true, pause_at_provider: true }, what: "After the provider, you choose the accounts to keep. Only those arrive." },
    ],
  },
  {
    group: "Scripted answer",
    entries: [
      { id: "approve", label: "Approve", emulator: { outcome: "approve" }, what: "One grant for each ticked provider arrives without a click." },
      { id: "slow", label: "Approve after 3 seconds", emulator: { outcome: "approve", delay_ms: 3000 }, what: "You have time to close the window, press Close, or press Connect again." },
      { id: "deny", label: "Deny", emulator: { outcome: "deny" }, what: "The user declines: onError with connect_denied." },
      { id: "fail", label: "Fail at the provider", emulator: { outcome: "fail" }, what: "The provider fails: onError with provider_error." },
      { id: "partial", label: "Keep one of several", emulator: { failed_grants: { slack: "activation_failed" } }, what: "Slack fails at the end. Tick other providers, too: their grants arrive." },
      { id: "config", label: "Misconfigured provider", emulator: { error: "invalid_client" }, what: "The provider does not know the OAuth client: onError with invalid_client." },
      { id: "expire", label: "Session expired", emulator: { outcome: "expire" }, what: "The session is too old: onError with session_expired." },
      { id: "malformed", label: "Malformed answer", emulator: { outcome: "malformed" }, what: "A success without a usable grant: onError with invalid_response." },
      { id: "silent", label: "No answer", emulator: { outcome: "silent" }, what: "The page never answers. Close the window: onExit fires." },
    ],
  },
  {
    group: "Browser",
    entries: [
      { id: "coop", label: "Provider page with COOP", emulator: { outcome: "approve", coop: true, delay_ms: 1500 }, what: "The provider cuts the popup off from this page (Cross-Origin-Opener-Policy). The result still arrives, by way of return_url." },
      { id: "blocked", label: "Popup blocked", page: "blocked", what: "This page makes window.open answer null, as a popup blocker does: onError with popup_blocked." },
    ],
  },
  {
    group: "Your page",
    entries: [
      { id: "slow-token", label: "Slow session request", page: "slow-token", late: true, emulator: { outcome: "approve" }, what: "Your backend takes 3 seconds. The popup opens in the click and waits." },
      { id: "failing-token", label: "Failing session request", page: "failing-token", late: true, what: "Your backend fails: the popup closes, and onError gets token_failed." },
      { id: "no-token", label: "Missing token", page: "no-token", late: true, what: "open() without token or connectUrl: the promise rejects with invalid_options." },
    ],
  },
];

export function scenario(id) {
  const entries = scenarios.flatMap((group) => group.entries);
  return entries.find((entry) => entry.id === id) ?? entries[0];
}
