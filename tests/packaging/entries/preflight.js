import { diagnose, environment } from "alter-connect/preflight";

/** What to tell users before they click. */
export function hint() {
  const { mode, webview } = environment();
  if (webview) return `Please open this page in your browser: the one in ${webview} keeps you from signing in.`;
  return mode === "redirect" ? "You will come back to this page." : "A window will open.";
}

/** While developing, in the click. */
export async function explain(facts) {
  const findings = await diagnose(facts);
  for (const { code, problem, fix } of findings) console.info(`${code}: ${problem} ${fix}`);
  return findings;
}
